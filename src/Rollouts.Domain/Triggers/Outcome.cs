namespace Rollouts.Domain.Triggers;

/// <summary>What a trigger made of an event.</summary>
public abstract record Outcome
{
    private Outcome() { }

    public sealed record Fires(Announcement Announcement) : Outcome;

    /// <summary>A condition does not hold.</summary>
    public sealed record Passes(string Why) : Outcome;

    /// <summary>It would fire, and what it would start can be nothing.</summary>
    public sealed record Fails(string Why) : Outcome;
}
