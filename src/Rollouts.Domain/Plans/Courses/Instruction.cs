using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Domain.Plans.Courses;

/// <summary>One instruction of the state machine. All strategies compile to the same instructions.</summary>
/// <param name="At">
/// The place in the plan that asked for it. For an instruction that the compiler added, the place where the plan left
/// it out.
/// </param>
public abstract record Instruction(PlanPath At)
{
    /// <summary>The name of its step; null for none. The parts of a ramp have one name.</summary>
    public StepName? Name { get; init; }

    /// <summary>
    /// Always first. It waits until the candidate is observed at 0, the stable version at 100 and no other backend has
    /// a share, and until every required source has answered once.
    /// </summary>
    public sealed record Ready(PlanPath At) : Instruction(At);

    /// <param name="Within">How long the router may take to accept the weight and to show it.</param>
    public sealed record Shift(Weight To, TimeSpan Within, PlanPath At) : Instruction(At);

    /// <summary>Waits, counted from the moment the weight was observed. Checks keep watching.</summary>
    public sealed record Hold(TimeSpan For, PlanPath At) : Instruction(At);

    /// <summary>Waits until every required check is healthy.</summary>
    /// <param name="Prove">The margin by which the candidate must be shown not to be worse.</param>
    public sealed record Verify(
        TimeSpan AtLeast,
        TimeSpan AtMost,
        int Requests,
        Proportion? Prove,
        UndecidedAction Otherwise,
        PlanPath At
    ) : Instruction(At);

    /// <param name="NotByAuthor">
    /// Refuses approvals by the authors of the release and by the callers who started it.
    /// </param>
    /// <param name="Once">Asks in the first wave only.</param>
    /// <param name="Escalate">
    /// The channels to inform while the approval is incomplete, the earliest first; null for none.
    /// </param>
    /// <param name="ValidFor">How long an approval that is given ahead stays valid; null for the default.</param>
    /// <param name="DemandedBy">
    /// The environment whose administrators demand the approval; null if the plan asks for it.
    /// </param>
    public sealed record Approve(
        ValueList<GroupName> From,
        int Count,
        TimeSpan Within,
        TimeOutAction Otherwise,
        bool NotByAuthor,
        bool Once,
        PlanPath At,
        ValueList<Escalation>? Escalate = null,
        TimeSpan? ValidFor = null,
        EnvironmentName? DemandedBy = null
    ) : Instruction(At)
    {
        public TimeSpan ValidAheadFor => ValidFor ?? PlanDefaults.ApprovalValidFor;

        public ValueList<Escalation> Escalations => Escalate ?? [];
    }

    /// <summary>Waits for the approval of an external system.</summary>
    public sealed record Gate(Address Ask, TimeSpan Within, TimeOutAction Otherwise, bool Once, PlanPath At)
        : Instruction(At);

    /// <summary>
    /// Sends the requests that meet one of the matches to the candidate, independently of its weight, until the next
    /// route or the end of the rollout.
    /// </summary>
    /// <param name="Matches">Empty to end the previous route.</param>
    public sealed record Route(ValueList<RequestMatch> Matches, TimeSpan Within, PlanPath At) : Instruction(At);

    /// <summary>
    /// Sends a copy of this share of the requests to the candidate and drops its answers, until the next mirror or the
    /// end of the rollout. A share of 0 ends the previous mirror.
    /// </summary>
    public sealed record Mirror(Weight Share, TimeSpan Within, PlanPath At) : Instruction(At);

    /// <summary>
    /// The automatic way back ends here for every wave. It waits for nothing; the approval before it is an instruction
    /// of its own.
    /// </summary>
    /// <param name="Because">Why the old version cannot serve any more, for the person who decides later.</param>
    public sealed record PointOfNoReturn(string Because, PlanPath At) : Instruction(At);

    /// <summary>
    /// Watches the candidate at 100 % while the old version stays warm. A breach still rolls back at once.
    /// </summary>
    public sealed record Bake(TimeSpan For, PlanPath At) : Instruction(At);

    public TimeSpan Shortest =>
        this switch
        {
            Hold hold => hold.For,
            Verify verify => verify.AtLeast,
            Bake bake => bake.For,
            Ready or Shift or Approve or Gate or Route or Mirror or PointOfNoReturn => TimeSpan.Zero,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public TimeSpan Longest =>
        this switch
        {
            Shift shift => shift.Within,
            Hold hold => hold.For,
            Verify verify => verify.AtMost,
            Approve approve => approve.Within,
            Gate gate => gate.Within,
            Route route => route.Within,
            Mirror mirror => mirror.Within,
            Bake bake => bake.For,
            Ready or PointOfNoReturn => TimeSpan.Zero,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public bool IsOnce => this is Approve { Once: true } or Gate { Once: true } or PointOfNoReturn;
}
