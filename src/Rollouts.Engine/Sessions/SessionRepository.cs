using Rollouts.Domain.Access;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Streams;
using Rollouts.Storage;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Sessions;

/// <summary>
/// The sessions, each on its own stream. They are read at each request and never cached, so that an ended session is
/// invalid everywhere, and a session that was opened on one machine is valid on all.
/// </summary>
public sealed class SessionRepository(StreamRunner runner, StoreClock clock, IStreamStore streams, SessionLimits limits)
{
    /// <summary>Opens a session; returns null if the companion write is refused.</summary>
    /// <param name="companion">A write that is committed with the session or not at all; null for none.</param>
    /// <returns>The secret for the browser, and the session.</returns>
    public async Task<(string Text, Session Session)?> OpenAsync(
        Person person,
        Actor by,
        string reason,
        Func<Session, EventMetadata, StreamWrite>? companion,
        CancellationToken cancellation
    )
    {
        var text = SessionText.Draw();
        var now = clock.Now;
        var session = new Session
        {
            Id = SessionText.IdOf(text)!.Value,
            Person = person,
            OpenedAt = now,
            Until = now + limits.Longest,
            Idle = limits.Idle,
            SeenAt = now,
        };
        var origin = new EventMetadata(now, by, new Cause("sign-in", null), reason);
        var writes = StreamAppend
            .Write(StreamName.Of(session.Id), 0, session, [(new SessionEvent.Opened(session), origin)])
            .ToList();
        if (companion is not null)
        {
            writes.Add(companion(session, origin));
        }

        var outcomes = await streams.CommitAsync([new Commit { Writes = writes.ToValueList() }], cancellation);
        return outcomes[0] == CommitOutcome.Written ? (text, session) : null;
    }

    /// <summary>Null if the session never existed, was ended, or has expired.</summary>
    public async Task<Session?> FindAsync(SessionId id, CancellationToken cancellation) =>
        (await LoadAsync(id, cancellation)).Session is { } session && session.IsLive(clock.Latest) ? session : null;

    /// <summary>The session whose id has this prefix; null if there is none, or more than one.</summary>
    public async Task<Session?> NamedAsync(string start, CancellationToken cancellation)
    {
        if (start.Length < SessionId.ShortLength || !start.All(char.IsAsciiHexDigitLower))
        {
            return null;
        }

        if (SessionId.IsValid(start))
        {
            return (await LoadAsync(new SessionId(start), cancellation)).Session;
        }

        SessionId? found = null;
        var prefix = StreamName.BeforeSessions.Text + start;
        await foreach (var head in StreamsUnder.HeadsAsync(streams, prefix, after: null, cancellation))
        {
            if (found is not null)
            {
                return null;
            }

            found = new StreamName(head.Stream).Session;
        }

        return found is { } id ? (await LoadAsync(id, cancellation)).Session : null;
    }

    /// <summary>
    /// Records from time to time that its holder is active. A writer that loses the race leaves the record to the
    /// winner.
    /// </summary>
    public async Task NoteSeenAsync(Session session, CancellationToken cancellation)
    {
        if (SessionDecider.Seen(session, clock.Now) is null)
        {
            return;
        }

        var (version, known) = await LoadAsync(session.Id, cancellation);
        if (known is not null && SessionDecider.Seen(known, clock.Now) is { } seen)
        {
            var write = new StreamWrite(StreamName.Of(session.Id), version) { State = StateText.Write(seen) };
            await streams.CommitAsync([new Commit { Writes = [write] }], cancellation);
        }
    }

    /// <exception cref="UnreadableStreamException">The session cannot be read, so it cannot be ended.</exception>
    public async Task EndAsync(SessionId id, Actor by, string reason, CancellationToken cancellation)
    {
        var result = await runner.TransactAsync(
            StreamName.Of(id),
            StateCodecs.Session,
            (before, now) =>
            {
                if (before.State is not { } session)
                {
                    return new StreamChange<Session>.Keep(State: null);
                }

                var origin = new EventMetadata(now, by, new Cause("sign-out", null), reason);
                var events = SessionDecider.End(session);
                var after = events.Aggregate(session, (state, happened) => SessionDecider.Evolve(state, happened, now));
                return StreamAppend.Change(before, after, events, origin);
            },
            cancellation
        );
        if (result is CommandResult<Session>.Conflict)
        {
            throw new ConflictException("session");
        }
    }

    private async Task<(int Version, Session? Session)> LoadAsync(SessionId id, CancellationToken cancellation)
    {
        var loaded = await runner.LoadAsync(StreamName.Of(id), StateCodecs.Session, cancellation);
        return (loaded.Version, loaded.State);
    }
}
