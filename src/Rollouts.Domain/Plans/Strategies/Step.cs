namespace Rollouts.Domain.Plans.Strategies;

/// <summary>One step of a canary, as its author wrote it.</summary>
public abstract record Step(PlanPath At)
{
    /// <summary>Moves the candidate to a weight, at once or as a ramp of several shifts.</summary>
    public sealed record Shift(Weight To, Ramp? Ramp, PlanPath At) : Step(At);

    public sealed record Hold(TimeSpan For, PlanPath At) : Step(At);

    public sealed record Verify(
        TimeSpan AtLeast, TimeSpan AtMost, int Requests, Proportion? Prove, UndecidedAction Otherwise, PlanPath At) : Step(At);

    /// <param name="NotByAuthor">Whoever made or started the release does not count.</param>
    /// <param name="Once">Asked in the first wave only.</param>
    public sealed record Approve(
        ValueList<GroupName> From, int Count, TimeSpan Within, TimeOutAction Otherwise, bool NotByAuthor, bool Once, PlanPath At)
        : Step(At);

    public sealed record Gate(Address Ask, TimeSpan Within, TimeOutAction Otherwise, bool Once, PlanPath At) : Step(At);

    /// <summary>Sends requests with these headers to the candidate, whatever its weight.</summary>
    public sealed record Route(ValueList<HeaderMatch> Headers, PlanPath At) : Step(At);

    /// <summary>Sends a copy of this share of the requests to the candidate; its answers are dropped.</summary>
    public sealed record Mirror(Weight Share, PlanPath At) : Step(At);

    /// <summary>Watches the new version at 100 % with the old one warm.</summary>
    public sealed record Bake(TimeSpan For, PlanPath At) : Step(At);
}

/// <summary>A shift in several equal parts, each of which is held for its part of the time.</summary>
public sealed record Ramp(TimeSpan Over, int In);

/// <summary>A header that a request must carry.</summary>
public sealed record HeaderMatch(string Header, string Value);
