namespace Rollouts.Domain.Rollouts.States;

/// <summary>An action that a rollout would have taken if it were not only observed.</summary>
/// <param name="Weight">The largest weight of the new version at that time.</param>
public sealed record WouldHave(ObservedAction Action, Weight Weight, string Because, Instant At);
