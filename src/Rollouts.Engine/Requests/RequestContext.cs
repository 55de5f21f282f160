using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Access;
using Rollouts.Engine.Streams;
using Rollouts.Storage.Idempotency;

namespace Rollouts.Engine.Requests;

/// <summary>The caller, the key and the source of a request.</summary>
/// <param name="caller">The authenticated caller.</param>
/// <param name="key">The name of the request, which its records carry as their cause.</param>
public sealed class RequestContext(Caller caller, string key, RequestSource source)
{
    /// <summary>The context of a message that its handler authenticates.</summary>
    public static RequestContext Unauthenticated(RequestSource source) =>
        new(Caller.Unauthenticated, $"request-{Guid.NewGuid():N}", source);

    /// <summary>The caller. After the authorization it has only the grants that allow the request.</summary>
    public Caller Caller { get; internal set; } = caller;

    public string Key => key;

    public RequestSource Source => source;

    public Actor By => Caller.Actor;

    /// <summary>Null for a request without an idempotency key.</summary>
    public IdempotentRequest? Idempotent { get; set; }

    /// <summary>
    /// The rollout of the request, as the authorization has read it. The handler uses it, so that a command reads its
    /// rollout once.
    /// </summary>
    public Snapshot<Rollout>? Rollout { get; internal set; }

    public EventMetadata Because(string action, string reason) => new(default, By, new Cause(action, key), reason);

    /// <summary>
    /// Makes the answer that is committed with the change of a stream; null without a key. An answer that is stored
    /// after the change is lost with its process, and the request then takes effect twice or is refused.
    /// </summary>
    /// <param name="value">What the request answers with.</param>
    public Func<TState, StoredAnswer>? AnswerWithChange<TState, T>(Func<TState, T> value, bool isNew = false) =>
        AnswerWithWrites<T>(isNew) is { } answer ? state => answer(value(state)) : null;

    /// <summary>The result of a change whose answer <see cref="AnswerWithChange"/> has made.</summary>
    public UseCaseResult<T> ResultOf<TState, T>(
        CommandResult<TState> result,
        string resource,
        Func<TState, T> value,
        bool isNew = false
    )
        where TState : class
    {
        // Nothing was written after all, and no answer with it.
        if (Idempotent is { } request && result is CommandResult<TState>.Accepted { Changed: false })
        {
            request.IsStoredWithWrites = false;
        }

        return UseCaseResults.Of(result, resource, accepted => new UseCaseResult<T>.Done(value(accepted.State), isNew));
    }

    /// <summary>Makes the answer that is committed with the writes of the handler; null without a key.</summary>
    public Func<T, StoredAnswer>? AnswerWithWrites<T>(bool isNew = false)
    {
        if (Idempotent is not { } request)
        {
            return null;
        }

        return value =>
        {
            var answer = request.Write(new UseCaseResult<T>.Done(value, isNew));
            request.IsStoredWithWrites = true;
            return answer;
        };
    }
}
