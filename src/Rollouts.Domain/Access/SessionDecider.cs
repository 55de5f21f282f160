namespace Rollouts.Domain.Access;

/// <summary>Decides the events of a session.</summary>
public static class SessionDecider
{
    private const int NotesInAnIdleTime = 10;

    /// <summary>Returns no event for a session that has ended.</summary>
    public static ValueList<SessionEvent> End(Session session) =>
        session.EndedAt is null ? [new SessionEvent.Ended()] : [];

    /// <summary>
    /// The session with an updated time of the last request; null if that time was recorded recently. This is no event,
    /// because the log must not keep the minutes at which a person was present.
    /// </summary>
    public static Session? Seen(Session session, Instant now) =>
        now - session.SeenAt >= session.Idle / NotesInAnIdleTime ? session with { SeenAt = now } : null;

    public static Session Evolve(Session? session, SessionEvent happened, Instant at) =>
        (session, happened) switch
        {
            (_, SessionEvent.Opened opened) => opened.Session,
            ({ } known, SessionEvent.Ended) => known with { EndedAt = at },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
