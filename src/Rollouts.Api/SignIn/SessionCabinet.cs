using Rollouts.Api.Requests;
using Rollouts.Domain.Access;
using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker;
using Rollouts.Worker.Streams;

namespace Rollouts.Api.SignIn;

/// <summary>
/// The sessions, each on a stream of its own. They are looked up at each request and remembered nowhere, so that one
/// that has ended opens nothing anywhere, and one that was opened on any machine is good on all.
/// </summary>
internal sealed class SessionCabinet(Engine engine, SignInSetup setup)
{
    /// <summary>For whoever owns the machine, where no file says it.</summary>
    private static readonly (TimeSpan Longest, TimeSpan Idle) Usual = (TimeSpan.FromHours(12), TimeSpan.FromHours(2));

    /// <summary>Opens one; null where something that belongs to it cannot be written any more.</summary>
    /// <param name="companion">What is written with it or not at all; null for nothing.</param>
    /// <returns>What the browser keeps, and the session.</returns>
    public async Task<(string Text, Session Session)?> OpenAsync(
        Person person,
        Actor by,
        string reason,
        Func<Session, Origin, StreamWrite>? companion,
        CancellationToken cancellation
    )
    {
        var text = SessionText.Draw();
        var (longest, idle) = setup.Settings is { } settings ? (settings.LongestSession, settings.LongestIdle) : Usual;
        var now = engine.Clock.Now;
        var session = new Session
        {
            Id = SessionText.IdOf(text)!.Value,
            Person = person,
            OpenedAt = now,
            Until = now + longest,
            Idle = idle,
            SeenAt = now,
        };
        var origin = new Origin(now, by, new Cause("sign-in", null), reason);
        var writes = StreamAppend
            .Write(StreamName.Of(session.Id), 0, session, [(new SessionEvent.Opened(session), origin)])
            .ToList();
        if (companion is not null)
        {
            writes.Add(companion(session, origin));
        }

        var outcomes = await engine.Streams.CommitAsync([new Commit { Writes = writes.ToValueList() }], cancellation);
        return outcomes[0] == CommitOutcome.Written ? (text, session) : null;
    }

    /// <summary>Null for one that never was, has ended, or ran out.</summary>
    public async Task<Session?> FindAsync(SessionId id, CancellationToken cancellation) =>
        (await LoadAsync(id, cancellation)).Session is { } session && session.IsLive(engine.Clock.Latest)
            ? session
            : null;

    /// <summary>The one whose id begins so; null where there is none, or more than one.</summary>
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
        await foreach (var head in StreamsUnder.HeadsAsync(engine.Streams, prefix, after: null, cancellation))
        {
            if (found is not null)
            {
                return null;
            }

            found = new StreamName(head.Stream).Session;
        }

        return found is { } id ? (await LoadAsync(id, cancellation)).Session : null;
    }

    /// <summary>Notes that its holder is there, now and then. Who loses the race leaves it to the winner.</summary>
    public async Task NoteSeenAsync(Session session, CancellationToken cancellation)
    {
        if (SessionDecider.Seen(session, engine.Clock.Now) is null)
        {
            return;
        }

        var (version, known) = await LoadAsync(session.Id, cancellation);
        if (known is not null && SessionDecider.Seen(known, engine.Clock.Now) is { } seen)
        {
            var write = new StreamWrite(StreamName.Of(session.Id), version) { State = StateText.Write(seen) };
            await engine.Streams.CommitAsync([new Commit { Writes = [write] }], cancellation);
        }
    }

    /// <exception cref="UnreadableStreamException">The session cannot be read, so that it cannot be ended.</exception>
    public async Task EndAsync(SessionId id, Actor by, string reason, CancellationToken cancellation)
    {
        var result = await engine.Runner.TransactAsync(
            StreamName.Of(id),
            StateCodecs.Session,
            (before, now) =>
            {
                if (before.State is not { } session)
                {
                    return new StreamChange<Session>.Keep(State: null);
                }

                var origin = new Origin(now, by, new Cause("sign-out", null), reason);
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
        var loaded = await engine.Runner.LoadAsync(StreamName.Of(id), StateCodecs.Session, cancellation);
        return (loaded.Version, loaded.State);
    }
}
