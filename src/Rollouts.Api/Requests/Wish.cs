using Rollouts.Api.Identity;
using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Storage.Idempotency;

namespace Rollouts.Api.Requests;

/// <summary>Who wants something, and what the request is called.</summary>
/// <param name="Kept">Under which the answer is kept; null for a request that has no key of its own.</param>
internal sealed record Wish(Caller Caller, string Key, RequestKey? Kept)
{
    public Actor By => Caller.Actor;

    /// <summary>Whether its answer goes into the store together with what it writes.</summary>
    public bool IsKeptWithWrites { get; private set; }

    /// <summary>Makes the answer that is kept with what is written.</summary>
    public Func<Rollout, StoredAnswer>? Keeping(Func<Rollout, Reply> reply)
    {
        if (Kept is not { } request)
        {
            return null;
        }

        return state =>
        {
            var said = reply(state);
            IsKeptWithWrites = true;
            return new StoredAnswer(request, said.Status, said.Body);
        };
    }
}
