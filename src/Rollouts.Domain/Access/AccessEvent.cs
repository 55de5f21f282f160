namespace Rollouts.Domain.Access;

/// <summary>What happens at the door, and is worth a line in the log.</summary>
public abstract record AccessEvent
{
    private AccessEvent() { }

    /// <summary>Somebody whose key is no record of its own came in, for the first time on that day.</summary>
    /// <param name="From">The address that the connection came from.</param>
    public sealed record Entered(string From) : AccessEvent;

    /// <summary>Somebody was not let in, or not let do something.</summary>
    /// <param name="Code">What they were told.</param>
    /// <param name="Wanted">The method and the path, shortened.</param>
    /// <param name="Unwritten">How many refusals before it there were too many of to write down.</param>
    public sealed record Refused(string Code, string Wanted, string From, long Unwritten) : AccessEvent;

    /// <summary>A person signed in.</summary>
    /// <param name="Provider">Who vouched for them; null for a link of whoever owns the machine.</param>
    /// <param name="Session">How the session that began is called, shortened.</param>
    public sealed record SignedIn(string? Provider, string Session, string From) : AccessEvent;

    /// <summary>A person signed out.</summary>
    public sealed record SignedOut(string Session, string From) : AccessEvent;

    /// <summary>A link that is good for one sign-in was used, and is good for nothing any more.</summary>
    public sealed record LinkUsed(string Session) : AccessEvent;
}
