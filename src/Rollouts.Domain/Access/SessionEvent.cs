namespace Rollouts.Domain.Access;

/// <summary>
/// An event of a session. Its expiry is no event, because the session has a fixed end from its beginning.
/// </summary>
public abstract record SessionEvent
{
    private SessionEvent() { }

    public sealed record Opened(Session Session) : SessionEvent;

    /// <summary>It opens nothing from that moment on.</summary>
    public sealed record Ended : SessionEvent;
}
