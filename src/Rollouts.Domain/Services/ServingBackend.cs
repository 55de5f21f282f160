namespace Rollouts.Domain.Services;

/// <summary>
/// A candidate that was taken back: its router shows 0, and requests still reach it. It blocks a rollout that would use
/// the backend again, because the requests that it gets would be judged as those of the new version.
/// </summary>
/// <param name="By">The rollout that was taken back.</param>
/// <param name="Sentence">What was counted, and the usual cause.</param>
/// <param name="IsConfirmed">Whether an administrator allowed the backend to be used all the same.</param>
public sealed record ServingBackend(
    TargetName Target,
    BackendName Backend,
    RolloutId By,
    Instant Since,
    string Sentence,
    bool IsConfirmed = false
);
