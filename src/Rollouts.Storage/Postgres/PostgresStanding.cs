using Npgsql;
using Rollouts.Storage.Batching;
using Rollouts.Storage.Idempotency;
using Rollouts.Storage.Streams;
using static Rollouts.Storage.Postgres.PostgresBatch;

namespace Rollouts.Storage.Postgres;

/// <summary>
/// Begins the transaction of a batch: reads the rows that it needs and locks them until they are written. All
/// transactions that lock more than one row use the same order (streams, then due times, then questions, then requests,
/// each by its key), so that they never deadlock.
/// </summary>
internal static class PostgresStanding
{
    public static async Task<CurrentHeads> OfAsync(
        NpgsqlConnection connection,
        IReadOnlyList<Commit> commits,
        CancellationToken cancellation
    )
    {
        var standing = new CurrentHeads();
        var writes = commits.SelectMany(commit => commit.Writes).ToList();
        var batch = new PostgresBatch(connection).Do("begin");
        AddStreams(batch, writes, standing);
        AddLeases(batch, writes, standing);
        AddQuestions(batch, writes);
        AddAnswers(batch, commits, standing);
        await batch.RunAsync(cancellation).ConfigureAwait(false);
        return standing;
    }

    private static void AddStreams(PostgresBatch batch, List<StreamWrite> writes, CurrentHeads standing) =>
        batch.Read(
            "select name, version, head from streams where name = any(@names) order by name for update",
            row => standing.Streams[new StreamName(row.GetString(0))] = (row.GetInt32(1), row.Hash(2)),
            Value("names", writes.Select(write => write.Stream.Text).Distinct().ToArray())
        );

    private static void AddLeases(PostgresBatch batch, List<StreamWrite> writes, CurrentHeads standing)
    {
        var rollouts = Distinct(writes.Select(write => write.Stream.Rollout));
        if (rollouts.Length == 0)
        {
            return;
        }

        batch.Read(
            """
            select rollout, lease, held_until is not null from driving
            where rollout = any(@rollouts)
            order by rollout
            for update
            """,
            row =>
            {
                if (row.GetBoolean(2))
                {
                    standing.Leases[StreamName.Of(row.Rollout(0))] = row.GetInt64(1);
                }
            },
            Value("rollouts", rollouts)
        );
    }

    private static void AddQuestions(PostgresBatch batch, List<StreamWrite> writes)
    {
        var rollouts = Distinct(
            writes.Where(write => write.Questions is not null).Select(write => write.Stream.Rollout)
        );
        if (rollouts.Length > 0)
        {
            batch.Read(
                "select 1 from asking where rollout = any(@rollouts) order by rollout, question for update",
                _ => { },
                Value("rollouts", rollouts)
            );
        }
    }

    private static void AddAnswers(PostgresBatch batch, IReadOnlyList<Commit> commits, CurrentHeads standing)
    {
        var requests = commits.Select(commit => commit.Answer?.Request).OfType<RequestKey>().Distinct().ToList();
        if (requests.Count == 0)
        {
            return;
        }

        batch.Read(
            """
            select caller, key, status is not null from requests
            where (caller, key) in (select * from unnest(@callers, @keys))
            order by caller, key
            for update
            """,
            row =>
            {
                if (row.GetBoolean(2))
                {
                    standing.Answered.Add(new RequestKey(row.GetString(0), row.GetString(1)));
                }
            },
            Value("callers", requests.ConvertAll(request => request.Caller).ToArray()),
            Value("keys", requests.ConvertAll(request => request.Key).ToArray())
        );
    }

    private static Guid[] Distinct(IEnumerable<RolloutId?> rollouts) =>
        [.. rollouts.OfType<RolloutId>().Distinct().Select(id => id.Value)];
}
