namespace Rollouts.Domain.Triggers;

/// <summary>The result of applying a trigger to an event.</summary>
public abstract record Outcome
{
    private Outcome() { }

    public sealed record Fires(Announcement Announcement) : Outcome;

    /// <summary>A condition does not hold.</summary>
    public sealed record Passes(string Why) : Outcome;

    /// <summary>The conditions hold, but the start that they describe is invalid.</summary>
    public sealed record Fails(string Why) : Outcome;
}
