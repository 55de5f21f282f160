using Npgsql;
using Rollouts.Domain.Audit;
using Rollouts.Storage.Driving;
using static Rollouts.Storage.Postgres.PostgresBatch;

namespace Rollouts.Storage.Postgres;

internal sealed class PostgresDriving(PostgresPools pools, PostgresWakeUps wakeUps) : IDueRollouts
{
    public Task<Claimed<ClaimedRollout>> ClaimAsync(ClaimRequest request, CancellationToken cancellation) =>
        pools.OfLane.RunAsync((connection, token) => ClaimAsync(connection, request, token), cancellation);

    public Task ReleaseAsync(IReadOnlyList<Release> releases, CancellationToken cancellation) =>
        releases.Count == 0
            ? Task.CompletedTask
            : pools.OfLane.RunAsync(
                (connection, token) => ReleaseAsync(connection, [.. releases.DistinctBy(one => one.Id)], token),
                cancellation
            );

    public IAsyncEnumerable<WakeUp> WakeUpsAsync(CancellationToken cancellation) => wakeUps.ListenAsync(cancellation);

    public Task<Overdue> OverdueAsync(TimeSpan since, CancellationToken cancellation) =>
        pools.OfLane.RunAsync((connection, token) => OverdueAsync(connection, since, token), cancellation);

    // The stream is locked with the due time. Otherwise a concurrent commit could make the read state older than the
    // lease. Rows that are locked by a commit are skipped and left to the next claim. A claim waits for the disk,
    // because leases keep two workers off one route: a server that crashed and lost a lease would grant it again while
    // its holder still relies on it.
    private static async Task<Claimed<ClaimedRollout>> ClaimAsync(
        NpgsqlConnection connection,
        ClaimRequest request,
        CancellationToken cancellation
    )
    {
        var now = default(Instant);
        var claimed = new List<ClaimedRollout>();
        await new PostgresBatch(connection)
            .Read(
                PostgresClaims.Of(request),
                row =>
                {
                    now = row.Instant(0);
                    if (!row.IsDBNull(1))
                    {
                        claimed.Add(Claimed(row));
                    }
                },
                Value("most", request.AtMost),
                Value("impossible", DueTime.Impossible),
                Value("reads", request.Reads),
                Value("for", request.For),
                Value("worker", request.Worker)
            )
            .RunAsync(cancellation)
            .ConfigureAwait(false);
        return new Claimed<ClaimedRollout>(now, claimed.ToValueList());
    }

    private static ClaimedRollout Claimed(NpgsqlDataReader row) =>
        new(
            row.Rollout(1),
            new Head(row.GetString(3), row.GetInt32(4), row.Hash(5)),
            new LeaseToken(row.GetInt64(6)),
            row.Instant(2)
        )
        {
            Class = (WorkClass)row.GetInt16(7),
        };

    // In two statements, so that the second sees the version that the previous holder of the lock has written.
    private static Task<int> ReleaseAsync(
        NpgsqlConnection connection,
        List<Release> releases,
        CancellationToken cancellation
    ) =>
        new PostgresBatch(connection)
            .Lightly()
            .Read(
                "select 1 from driving where rollout = any(@rollouts) order by rollout for update",
                _ => { },
                Value("rollouts", releases.ConvertAll(one => one.Id.Value).ToArray())
            )
            .Do(
                """
                update driving
                set held_until = null,
                    due = case when streams.version = released.version then due_at(released.due) else driving.due end,
                    class = case when streams.version = released.version then released.class else driving.class end
                from unnest(@rollouts, @names, @leases, @versions, @dues, @classes)
                    as released (rollout, name, lease, version, due, class)
                join streams on streams.name = released.name
                where driving.rollout = released.rollout
                    and driving.lease = released.lease and driving.held_until is not null
                """,
                Value("rollouts", releases.ConvertAll(one => one.Id.Value).ToArray()),
                Value("names", releases.ConvertAll(one => StreamName.Of(one.Id).Text).ToArray()),
                Value("leases", releases.ConvertAll(one => one.Lease.Number).ToArray()),
                Value("versions", releases.ConvertAll(one => one.Version).ToArray()),
                Value("dues", releases.ConvertAll(one => one.Due.At?.ToDateTimeOffset()).ToArray()),
                Value("classes", releases.ConvertAll(one => (short)one.Class).ToArray())
            )
            .RunAsync(cancellation);

    private static async Task<Overdue> OverdueAsync(
        NpgsqlConnection connection,
        TimeSpan since,
        CancellationToken cancellation
    )
    {
        var overdue = new Overdue(0, TimeSpan.Zero);
        await new PostgresBatch(connection)
            .Read(
                """
                with clock as materialized (select store_now() as now)
                select count(*)::integer, coalesce((select now from clock) - min(due), interval '0')
                from driving
                where due < (select now from clock) - @since
                """,
                row => overdue = new Overdue(row.GetInt32(0), row.GetFieldValue<TimeSpan>(1)),
                Value("since", since)
            )
            .RunAsync(cancellation)
            .ConfigureAwait(false);
        return overdue;
    }
}
