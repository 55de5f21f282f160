using Rollouts.Storage.Driving;

namespace Rollouts.Storage.Checks;

/// <summary>A question to ask from now on.</summary>
/// <param name="Terms">The terms that the worker needs to ask, as JSON; replaced when they change.</param>
/// <param name="First">
/// When a new question is asked for the first time. As with due times, 1970 means now by the clock of the store.
/// </param>
public sealed record WantedQuestion(QuestionKey Key, string Terms, Instant First)
{
    /// <summary>The questions of a running rollout are asked before those of queued ones.</summary>
    public WorkClass Class { get; init; } = WorkClass.Check;
}
