using Rollouts.Engine.Streams;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Storage.Idempotency;

namespace Rollouts.Engine.Requests;

/// <summary>The result of a request. Each face translates it into its own response.</summary>
public abstract record UseCaseResult<T>
{
    private UseCaseResult() { }

    /// <param name="IsNew">Whether the request created the resource in the result.</param>
    public sealed record Done(T Value, bool IsNew = false) : UseCaseResult<T>;

    /// <param name="MayPass">Whether the same request may succeed when it is sent again.</param>
    public sealed record Refused(Refusal Why, bool MayPass = false) : UseCaseResult<T>
    {
        /// <summary>All problems of a file, with their places.</summary>
        public ValueList<PlanProblem> Problems { get; init; } = [];

        /// <summary>When to send the request again; null if that is not known.</summary>
        public TimeSpan? RetryAfter { get; init; }
    }

    /// <summary>The request was answered before. That answer is returned.</summary>
    public sealed record AnsweredBefore(StoredAnswer Answer) : UseCaseResult<T>;
}

/// <summary>Translates results of streams into results of requests.</summary>
public static class UseCaseResults
{
    /// <param name="resource">The kind of resource that changed at each attempt, as in 'rollout'.</param>
    public static Refusal Conflict(string resource) =>
        new(
            $"{resource}.conflict",
            $"The {resource} changed concurrently ({StreamRunner.MostAttempts} attempts). Read it again and retry."
        );

    /// <param name="resource">The kind of resource, as in 'rollout'.</param>
    /// <param name="value">Selects the result from the new state.</param>
    public static UseCaseResult<T> Of<TState, T>(
        CommandResult<TState> result,
        string resource,
        Func<CommandResult<TState>.Accepted, UseCaseResult<T>> value
    )
        where TState : class =>
        result switch
        {
            CommandResult<TState>.Accepted accepted => value(accepted),
            CommandResult<TState>.Refused { Why: var why } => new UseCaseResult<T>.Refused(why),
            CommandResult<TState>.Conflict or CommandResult<TState>.AnsweredBefore => new UseCaseResult<T>.Refused(
                Conflict(resource),
                MayPass: true
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
