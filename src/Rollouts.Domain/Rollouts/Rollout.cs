using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts;

/// <summary>
/// What is happening: the state of one rollout, made of nothing but its happenings. Only <see cref="Evolution"/>
/// makes a new one of an old one.
/// </summary>
public sealed record Rollout
{
    /// <summary>
    /// Whoever looked at a page that is older than so many moves is told of the oldest that is known.
    /// </summary>
    public const int MovesKept = 16;

    public required Terms Terms { get; init; }

    public required Status Status { get; init; }

    public required ValueList<TargetState> Targets { get; init; }

    public required ValueList<Guard> Guards { get; init; }

    public required StepState Step { get; init; }

    public required Instant OpenedAt { get; init; }

    /// <summary>The time of the last happening; no later one is ever earlier.</summary>
    public required Instant LastAt { get; init; }

    public Instant? BeganAt { get; init; }

    public Position Position { get; init; }

    /// <summary>How many shifts have been observed. What was healthy before the last one says nothing of now.</summary>
    public int Epoch { get; init; }

    public ValueList<FreezeName> FreezesInForce { get; init; } = [];

    public ValueList<string> AlarmsRinging { get; init; } = [];

    /// <summary>Who has ended every wait up to 100 %; null where nobody has.</summary>
    public Actor? PromotedBy { get; init; }

    /// <summary>A verdict that success needs was waived by somebody.</summary>
    public bool IsUnproven { get; init; }

    /// <summary>Why no router is written; null unless the store went back in time.</summary>
    public StoreHold? Hold { get; init; }

    /// <summary>The last time that the store went back, as far as this rollout has seen it.</summary>
    public StoreHold? WentBack { get; init; }

    /// <summary>The commands that have taken effect.</summary>
    public ValueList<HandledCommand> Handled { get; init; } = [];

    /// <summary>What moved its position of late, for whoever comes too late.</summary>
    public ValueList<Move> Moves { get; init; } = [];

    /// <summary>How many happenings made this state.</summary>
    public int Version { get; init; }

    public Instruction Instruction => Terms.Course.Instructions[Position.Step];

    public bool IsFinal => Status is Status.Final;

    /// <summary>Whether traffic is on its way up or may be: the time in which guards act.</summary>
    public bool IsUnderWay => Status is Status.Running or Status.Paused;

    public bool IsReturn => Terms.ReturnOf is not null;

    /// <summary>The targets whose steps run now.</summary>
    public IEnumerable<TargetState> CurrentTargets => Targets.Where(target => target.Terms.Wave == Position.Wave);

    public TargetState? Target(TargetName name) => Targets.FirstOrDefault(target => target.Name == name);
}
