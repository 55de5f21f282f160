using Npgsql;
using Rollouts.Storage.Lists;
using static Rollouts.Storage.Postgres.PostgresBatch;

namespace Rollouts.Storage.Postgres;

internal sealed class PostgresLists(PostgresDatabase database, PostgresRowChanges changes) : IRolloutLists
{
    public Task<ValueList<RolloutRow>> ListAsync(
        RolloutFilter filter,
        RolloutCursor? after,
        int atMost,
        CancellationToken cancellation
    ) =>
        filter.CanBeMet
            ? database.RunAsync(
                (connection, token) => ListAsync(connection, filter, after, atMost, token),
                cancellation
            )
            : Task.FromResult<ValueList<RolloutRow>>([]);

    public Task<ValueList<RolloutRow>> FindAsync(IReadOnlyList<RolloutId> rollouts, CancellationToken cancellation) =>
        database.RunAsync((connection, token) => FindAsync(connection, rollouts, token), cancellation);

    public IAsyncEnumerable<ValueList<RolloutId>> ChangesAsync(CancellationToken cancellation) =>
        changes.ListenAsync(cancellation);

    private static async Task<ValueList<RolloutRow>> FindAsync(
        NpgsqlConnection connection,
        IReadOnlyList<RolloutId> rollouts,
        CancellationToken cancellation
    )
    {
        var rows = new List<RolloutRow>();
        await new PostgresBatch(connection)
            .Read(
                """
                select id, service, environment, version, owner, status, place, opened_at, ended_at
                from rollouts
                where id = any(@ids)
                """,
                row => rows.Add(Row(row)),
                Value("ids", rollouts.Select(id => id.Value).ToArray())
            )
            .RunAsync(cancellation)
            .ConfigureAwait(false);
        return rows.ToValueList();
    }

    private static async Task<ValueList<RolloutRow>> ListAsync(
        NpgsqlConnection connection,
        RolloutFilter filter,
        RolloutCursor? after,
        int atMost,
        CancellationToken cancellation
    )
    {
        var rows = new List<RolloutRow>();
        await new PostgresBatch(connection)
            .Read(
                """
                select id, service, environment, version, owner, status, place, opened_at, ended_at
                from rollouts
                where (@service is null or service = @service)
                    and (@environment is null or environment = @environment)
                    and (@status is null or status = @status)
                    and (@owner is null or owner = @owner)
                    and (@isLive is null or (ended_at is null) = @isLive)
                    and (
                        @text is null
                        or strpos(lower(service), lower(@text)) > 0
                        or strpos(lower(version), lower(@text)) > 0
                    )
                    and (@opened is null or (opened_at, id) < (@opened, @id))
                order by opened_at desc, id desc
                limit @most
                """,
                row => rows.Add(Row(row)),
                Value("service", filter.Service?.Value),
                Value("environment", filter.Environment?.Value),
                Value("status", filter.Status),
                Value("owner", filter.Owner),
                Value("isLive", filter.IsLive),
                Value("text", filter.Text),
                Value("opened", after?.OpenedAt.ToDateTimeOffset()),
                Value("id", after?.Id.Value),
                Value("most", atMost)
            )
            .RunAsync(cancellation)
            .ConfigureAwait(false);
        return rows.ToValueList();
    }

    private static RolloutRow Row(NpgsqlDataReader row) =>
        new(
            row.Rollout(0),
            new ServiceName(row.GetString(1)),
            new EnvironmentName(row.GetString(2)),
            new VersionName(row.GetString(3)),
            row.TextOrNull(4),
            row.GetString(5),
            row.GetString(6),
            row.Instant(7),
            row.InstantOrNull(8)
        );
}
