namespace Rollouts.Domain.Rollouts.States;

/// <summary>An approval of a step that the rollout has not entered yet.</summary>
/// <param name="By">The person, with the groups of the moment in which the approval was given.</param>
public sealed record ApprovalAhead(
    Actor By,
    LaterStep Of,
    Instant GivenAt,
    Instant ValidUntil,
    string Reason,
    ApprovalBasis Basis
)
{
    /// <summary>The last wave in which it took effect; null before the first one. It is for all waves then.</summary>
    public int? EffectiveIn { get; init; }

    /// <summary>Whether it is for this position and has not taken effect there.</summary>
    public bool IsPendingAt(Position position) => Of.Includes(position) && EffectiveIn != position.Wave;
}
