using Npgsql;
using Rollouts.Domain.Audit;
using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Storage.Driving;
using Rollouts.Integrations.Storage.Streams;
using static Rollouts.Integrations.Storage.Postgres.PostgresBatch;

namespace Rollouts.Integrations.Storage.Postgres;

internal sealed class PostgresDriving(PostgresDatabase database, PostgresWakeUps wakeUps) : IDueRollouts
{
    public Task<Claimed<ClaimedRollout>> ClaimAsync(ClaimRequest request, CancellationToken cancellation) =>
        database.RunAsync((connection, token) => ClaimAsync(connection, request, token), cancellation);

    public Task ReleaseAsync(IReadOnlyList<Release> releases, CancellationToken cancellation) =>
        releases.Count == 0
            ? Task.CompletedTask
            : database.RunAsync(
                (connection, token) => ReleaseAsync(connection, [.. releases.DistinctBy(one => one.Id)], token),
                cancellation
            );

    public IAsyncEnumerable<RolloutId> WakeUpsAsync(CancellationToken cancellation) =>
        wakeUps.ListenAsync(cancellation);

    public Task<Overdue> OverdueAsync(TimeSpan since, CancellationToken cancellation) =>
        database.RunAsync((connection, token) => OverdueAsync(connection, since, token), cancellation);

    // The stream is locked with the due time: what is read would otherwise be older than the lease where somebody
    // commits at this moment. Who is committed to right now is skipped, and is there for the next.
    // A claim waits for the disk, as leases are what keeps two workers off one route: one that a failing server forgot
    // would be given out again while its holder still trusts it.
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
                """
                with clock as materialized (select store_now() as now),
                near as materialized (
                    select driving.rollout, driving.due, streams.name, streams.version, streams.head
                    from driving
                    join streams on streams.name = 'rollout/' || replace(driving.rollout::text, '-', '')
                    where driving.due <= (select now from clock)
                        and (driving.held_until is null or driving.held_until <= (select now from clock)
                            or driving.held_until > (select now from clock) + @impossible)
                        and driving.format <= @reads
                    order by driving.due
                    limit @most
                    for update of driving, streams skip locked
                ),
                impossible as materialized (
                    select driving.rollout, driving.due, streams.name, streams.version, streams.head
                    from driving
                    join streams on streams.name = 'rollout/' || replace(driving.rollout::text, '-', '')
                    where driving.due > (select now from clock) + @impossible
                        and (driving.held_until is null or driving.held_until <= (select now from clock)
                            or driving.held_until > (select now from clock) + @impossible)
                        and driving.format <= @reads
                    order by driving.due
                    limit @most - (select count(*) from near)
                    for update of driving, streams skip locked
                ),
                due as (select * from near union all select * from impossible),
                taken as (
                    update driving
                    set lease = nextval('leases'), held_until = (select now from clock) + @for, holder = @worker
                    from due
                    where driving.rollout = due.rollout
                    returning driving.rollout, driving.lease
                )
                select clock.now, due.rollout, due.due, due.name, due.version, due.head, taken.lease
                from clock left join (due join taken using (rollout)) on true
                order by due.due, due.rollout
                """,
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
        );

    // In two statements: the second sees the version that whoever held the lock meanwhile has written.
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
                    due = case when streams.version = released.version then due_at(released.due) else driving.due end
                from unnest(@rollouts, @names, @leases, @versions, @dues)
                    as released (rollout, name, lease, version, due)
                join streams on streams.name = released.name
                where driving.rollout = released.rollout
                    and driving.lease = released.lease and driving.held_until is not null
                """,
                Value("rollouts", releases.ConvertAll(one => one.Id.Value).ToArray()),
                Value("names", releases.ConvertAll(one => StreamName.Of(one.Id).Text).ToArray()),
                Value("leases", releases.ConvertAll(one => one.Lease.Number).ToArray()),
                Value("versions", releases.ConvertAll(one => one.Version).ToArray()),
                Value("dues", releases.ConvertAll(one => one.Due.At?.ToDateTimeOffset()).ToArray())
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
