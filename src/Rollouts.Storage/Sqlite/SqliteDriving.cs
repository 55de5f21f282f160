using Rollouts.Domain.Audit;
using Rollouts.Storage.Driving;

namespace Rollouts.Storage.Sqlite;

internal sealed class SqliteDriving(SqliteFile file, WallClock clock, WakeUps wakeUps) : IDueRollouts
{
    public Task<Claimed<ClaimedRollout>> ClaimAsync(ClaimRequest request, CancellationToken cancellation) =>
        file.WriteLightlyAsync(session => Claim(session, request), cancellation);

    public Task ReleaseAsync(IReadOnlyList<Release> releases, CancellationToken cancellation) =>
        file.WriteLightlyAsync(
            session =>
            {
                var now = clock.Now();
                return releases.Sum(release => Release(session, release, now));
            },
            cancellation
        );

    public IAsyncEnumerable<WakeUp> WakeUpsAsync(CancellationToken cancellation) => wakeUps.ListenAsync(cancellation);

    public Task<Overdue> OverdueAsync(TimeSpan since, CancellationToken cancellation) =>
        file.ReadAsync(session => Overdue(session, clock.Now(), since), cancellation);

    private Claimed<ClaimedRollout> Claim(SqliteSession session, ClaimRequest request)
    {
        var now = clock.Now();
        var due = Due(session, now, request);
        if (due.Count == 0)
        {
            return new Claimed<ClaimedRollout>(now, []);
        }

        var lease = SqliteLeases.Draw(session, due.Count);
        var claimed = due.Select((rollout, place) => rollout with { Lease = new LeaseToken(lease + place) })
            .ToValueList();
        foreach (var rollout in claimed)
        {
            Take(session, rollout, request.Worker, now + request.For);
        }

        return new Claimed<ClaimedRollout>(now, claimed);
    }

    // Three ranges of the index on class and due time, one after the other. A single range over all classes would read
    // every row that is not due yet.
    private static List<ClaimedRollout> Due(SqliteSession session, Instant now, ClaimRequest request)
    {
        var due = new List<ClaimedRollout>();
        var knowsAll = request.Least == WorkClass.Start;
        if (request.IsByDue)
        {
            Add("+driving.class <= @least", "driving.due <= @now", "driving.due");
        }
        else
        {
            Add("driving.class <= min(@least, 2)", "driving.due <= @now", "driving.class, driving.due");
            if (request.Least >= WorkClass.Forward)
            {
                Add("driving.class in (3, 4)", "driving.due <= @now", "driving.class, driving.due");
            }

            if (knowsAll)
            {
                Add("driving.class > 4", "driving.due <= @now", "driving.class, driving.due");
            }
        }

        if (request.Least >= WorkClass.Forward)
        {
            Add("+driving.class <= @least", "driving.due > @impossible", "driving.due");
        }

        return [.. due.OrderBy(one => request.IsByDue ? WorkClass.Rollback : one.Class).ThenBy(one => one.Due)];

        void Add(string which, string when, string order)
        {
            if (due.Count < request.AtMost)
            {
                due.AddRange(
                    session.Query(
                        $"""
                        select driving.rollout, driving.due, streams.name, streams.version, streams.head, driving.class
                        from driving join streams on streams.name = 'rollout/' || driving.rollout
                        where {which} and {when}
                            and (driving.held_until is null or driving.held_until <= @now
                                or driving.held_until > @impossible)
                            and driving.format <= @reads and @least is not null
                        order by {order}, driving.rollout
                        limit @most
                        """,
                        row => new ClaimedRollout(
                            row.Rollout(0),
                            new Head(row.Text(2), row.Int(3), row.Hash(4)),
                            default,
                            row.Instant(1)
                        )
                        {
                            Class = (WorkClass)row.Int(5),
                        },
                        ("@now", now.Microseconds),
                        ("@impossible", (now + DueTime.Impossible).Microseconds),
                        ("@most", request.AtMost - due.Count),
                        ("@reads", request.Reads),
                        ("@least", knowsAll ? int.MaxValue : (int)request.Least)
                    )
                );
            }
        }
    }

    private static void Take(SqliteSession session, ClaimedRollout rollout, string worker, Instant until) =>
        session.Execute(
            "update driving set lease = @lease, held_until = @until, holder = @worker where rollout = @rollout",
            ("@lease", rollout.Lease.Number),
            ("@until", until.Microseconds),
            ("@worker", worker),
            ("@rollout", rollout.Id.ToString())
        );

    private static int Release(SqliteSession session, Release release, Instant now) =>
        session.Execute(
            """
            update driving
            set held_until = null,
                due = iif((select version from streams where name = @stream) = @version, @due, due),
                class = iif((select version from streams where name = @stream) = @version, @class, class)
            where rollout = @rollout and lease = @lease and held_until is not null
            """,
            ("@stream", StreamName.Of(release.Id).Text),
            ("@version", release.Version),
            ("@due", release.Due.KeptAt(now)?.Microseconds),
            ("@class", (int)release.Class),
            ("@rollout", release.Id.ToString()),
            ("@lease", release.Lease.Number)
        );

    private static Overdue Overdue(SqliteSession session, Instant now, TimeSpan since) =>
        session
            .Query(
                "select count(*), min(due) from driving where due < @limit",
                row => new Overdue(row.Int(0), row.InstantOrNull(1) is { } first ? now - first : TimeSpan.Zero),
                ("@limit", (now - since).Microseconds)
            )
            .Single();
}
