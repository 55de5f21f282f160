using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Domain.Plans.Courses;

/// <summary>One thing the state machine does, for every strategy the same.</summary>
/// <param name="At">The place in the plan that asked for it; of one that was added, the place that left it out.</param>
public abstract record Instruction(PlanPath At)
{
    /// <summary>
    /// Always first: the candidate is seen at 0, the stable version at 100, nothing else has a share, and every
    /// required source has answered once.
    /// </summary>
    public sealed record Ready(PlanPath At) : Instruction(At);

    /// <param name="Within">How long the router may take to accept the weight and to show it.</param>
    public sealed record Shift(Weight To, TimeSpan Within, PlanPath At) : Instruction(At);

    /// <summary>Waits, counted from the moment the weight was observed. Guards watch.</summary>
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

    /// <param name="NotByAuthor">Whoever made or started the release does not count.</param>
    /// <param name="Once">Asked in the first wave only.</param>
    public sealed record Approve(
        ValueList<GroupName> From,
        int Count,
        TimeSpan Within,
        TimeOutAction Otherwise,
        bool NotByAuthor,
        bool Once,
        PlanPath At
    ) : Instruction(At);

    /// <summary>Waits for a yes from outside.</summary>
    public sealed record Gate(Address Ask, TimeSpan Within, TimeOutAction Otherwise, bool Once, PlanPath At)
        : Instruction(At);

    /// <summary>Sends requests with these headers to the candidate, whatever its weight, until the end.</summary>
    public sealed record Route(ValueList<HeaderMatch> Headers, TimeSpan Within, PlanPath At) : Instruction(At);

    /// <summary>
    /// Sends a copy of this share of the requests to the candidate, until the end; its answers are dropped.
    /// </summary>
    public sealed record Mirror(Weight Share, TimeSpan Within, PlanPath At) : Instruction(At);

    /// <summary>Watches the candidate at 100 % with the old version warm: a breach still goes back at once.</summary>
    public sealed record Bake(TimeSpan For, PlanPath At) : Instruction(At);

    public TimeSpan Shortest =>
        this switch
        {
            Hold hold => hold.For,
            Verify verify => verify.AtLeast,
            Bake bake => bake.For,
            _ => TimeSpan.Zero,
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
            _ => TimeSpan.Zero,
        };

    public bool IsOnce => this is Approve { Once: true } or Gate { Once: true };
}
