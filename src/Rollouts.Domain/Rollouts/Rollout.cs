using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts;

/// <summary>
/// The state of one rollout, derived from its records alone. Only <see cref="Evolution"/> creates a new state from an
/// old one.
/// </summary>
public sealed record Rollout
{
    /// <summary>
    /// The number of moves that are kept. For a command that was decided at an older position, the refusal names the
    /// oldest kept move.
    /// </summary>
    public const int MovesKept = 16;

    public required RolloutSpec Spec { get; init; }

    public required Status Status { get; init; }

    public required ValueList<TargetState> Targets { get; init; }

    public required ValueList<CheckRun> Checks { get; init; }

    public required StepState Step { get; init; }

    public required Instant OpenedAt { get; init; }

    /// <summary>The time of the last record; no later record has an earlier time.</summary>
    public required Instant LastAt { get; init; }

    public Instant? BeganAt { get; init; }

    public Position Position { get; init; }

    /// <summary>
    /// The number of observed shifts. Checks that were healthy before the last shift must be healthy again.
    /// </summary>
    public int Epoch { get; init; }

    public ValueList<FreezeName> FreezesInForce { get; init; } = [];

    public ValueList<string> AlarmsRinging { get; init; } = [];

    /// <summary>The channels that an escalation informed. They receive the notifications that follow, too.</summary>
    public ValueList<string> EscalatedTo { get; init; } = [];

    /// <summary>
    /// The actor who promoted the rollout, which ends every wait up to 100 %; null if it was not promoted.
    /// </summary>
    public Actor? PromotedBy { get; init; }

    /// <summary>The approvals of later steps, and those of the present step that have not taken effect.</summary>
    public ValueList<ApprovalAhead> Ahead { get; init; } = [];

    /// <summary>The point of no return; null before it is passed. Past it, only a person starts a rollback.</summary>
    public PassedPoint? PassedPoint { get; init; }

    /// <summary>The rollback that the plan asks for past the point of no return; null for none.</summary>
    public WithheldRollback? Withheld { get; init; }

    /// <summary>
    /// The ringing alarms that a person has seen past the point of no return, and in spite of which the person resumed
    /// the rollout.
    /// </summary>
    public ValueList<string> AlarmsSeen { get; init; } = [];

    /// <summary>
    /// From when the limit of the rollout counts, if a person has resumed it past the point of no return after the
    /// limit; null if it counts from the start.
    /// </summary>
    public Instant? LimitFrom { get; init; }

    /// <summary>True if a person waived a verdict that success requires, or the plan continued without it.</summary>
    public bool IsUnproven { get; init; }

    /// <summary>Why no router is written; null unless the store went back in time.</summary>
    public StoreHold? Hold { get; init; }

    /// <summary>The last time that the store went back, as far as this rollout has observed it.</summary>
    public StoreHold? WentBack { get; init; }

    /// <summary>Why it went back; null if it did not.</summary>
    public RollbackCause? WentBackFor { get; init; }

    /// <summary>What a rollout that is only observed would have done, the earliest first.</summary>
    public ValueList<WouldHave> WouldHaveActed { get; init; } = [];

    /// <summary>The commands that have taken effect.</summary>
    public ValueList<HandledCommand> Handled { get; init; } = [];

    /// <summary>
    /// The latest moves of the position. The refusal of a late command explains with them what happened in the
    /// meantime.
    /// </summary>
    public ValueList<Move> Moves { get; init; } = [];

    /// <summary>The number of records that made this state.</summary>
    public int Version { get; init; }

    public Instruction Instruction => Spec.Steps.Instructions[Position.Step];

    public bool IsFinal => Status is Status.Final;

    /// <summary>Whether traffic rises or may rise. Checks act during this time.</summary>
    public bool IsUnderWay => Status is Status.Running or Status.Paused;

    public bool IsReturn => Spec.ReturnOf is not null;

    /// <summary>The approvals that were given ahead for the present step and have not taken effect.</summary>
    public IEnumerable<ApprovalAhead> PendingAhead =>
        Ahead.Where(ahead => ahead.IsPendingAt(Position) && !Step.HasYesOf(ahead.By.Id));

    /// <summary>The targets of the present wave.</summary>
    public IEnumerable<TargetState> CurrentTargets => Targets.Where(target => target.Spec.Wave == Position.Wave);

    public TargetState? Target(TargetName name) => Targets.FirstOrDefault(target => target.Name == name);
}
