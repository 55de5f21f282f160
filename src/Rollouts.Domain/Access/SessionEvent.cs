namespace Rollouts.Domain.Access;

/// <summary>What can happen to sessions. That one ran out is no event: it says so from its beginning.</summary>
public abstract record SessionEvent
{
    private SessionEvent() { }

    public sealed record Opened(Session Session) : SessionEvent;

    /// <summary>It opens nothing from that moment on.</summary>
    public sealed record Ended : SessionEvent;
}
