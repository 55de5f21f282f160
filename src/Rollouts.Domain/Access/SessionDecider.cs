namespace Rollouts.Domain.Access;

/// <summary>What becomes of a session.</summary>
public static class SessionDecider
{
    private const int NotesInAnIdleTime = 10;

    /// <summary>Nothing happens to one that has ended.</summary>
    public static ValueList<SessionEvent> End(Session session) =>
        session.EndedAt is null ? [new SessionEvent.Ended()] : [];

    /// <summary>
    /// The session with its holder seen; null where that was noted lately. It is no event: who was there at which
    /// minute is nobody's business in a year.
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
