using Rollouts.Storage.Lists;

namespace Rollouts.Storage.Sqlite;

internal sealed class SqliteLists(SqliteFile file, RowChanges changes) : IRolloutLists
{
    public Task<ValueList<RolloutRow>> ListAsync(
        RolloutFilter filter,
        RolloutCursor? after,
        int atMost,
        CancellationToken cancellation
    ) =>
        filter.CanBeMet
            ? file.ReadAsync(session => List(session, filter, after, atMost).ToValueList(), cancellation)
            : Task.FromResult<ValueList<RolloutRow>>([]);

    public Task<ValueList<RolloutRow>> FindAsync(IReadOnlyList<RolloutId> rollouts, CancellationToken cancellation) =>
        file.ReadAsync(
            session =>
                rollouts
                    .SelectMany(id =>
                        session.Query(
                            """
                            select id, service, environment, version, owner, status, place, opened_at, ended_at
                            from rollouts
                            where id = @id
                            """,
                            Row,
                            ("@id", id.ToString())
                        )
                    )
                    .ToValueList(),
            cancellation
        );

    public IAsyncEnumerable<ValueList<RolloutId>> ChangesAsync(CancellationToken cancellation) =>
        changes.ListenAsync(cancellation);

    private static RolloutRow Row(SqliteRow row) =>
        new(
            row.Rollout(0),
            new ServiceName(row.Text(1)),
            new EnvironmentName(row.Text(2)),
            new VersionName(row.Text(3)),
            row.TextOrNull(4),
            row.Text(5),
            row.Text(6),
            row.Instant(7),
            row.InstantOrNull(8)
        );

    private static List<RolloutRow> List(
        SqliteSession session,
        RolloutFilter filter,
        RolloutCursor? after,
        int atMost
    ) =>
        session.Query(
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
                    or instr(lower(service), lower(@text)) > 0
                    or instr(lower(version), lower(@text)) > 0
                )
                and (@opened is null or (opened_at, id) < (@opened, @id))
            order by opened_at desc, id desc
            limit @most
            """,
            Row,
            ("@service", filter.Service?.Value),
            ("@environment", filter.Environment?.Value),
            ("@status", filter.Status),
            ("@owner", filter.Owner),
            ("@isLive", filter.IsLive),
            ("@text", filter.Text),
            ("@opened", after?.OpenedAt.Microseconds),
            ("@id", after?.Id.ToString()),
            ("@most", atMost)
        );
}
