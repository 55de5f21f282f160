namespace Rollouts.Domain.Rollouts.States;

/// <summary>A rollback that the plan asks for and that only a person may start, past the point of no return.</summary>
/// <param name="Reasons">Everything that has asked for it, each reason once.</param>
/// <param name="Because">What asked for it last, in words.</param>
/// <param name="TimesTold">How often people were told of it.</param>
/// <param name="ToldAt">When people were last told of it. They are told again until a person acts.</param>
public sealed record WithheldRollback(
    ValueList<RollbackReason> Reasons,
    string Because,
    Instant Since,
    int TimesTold,
    Instant ToldAt
);
