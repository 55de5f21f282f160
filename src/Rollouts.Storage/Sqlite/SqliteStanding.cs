using Rollouts.Storage.Batching;
using Rollouts.Storage.Idempotency;
using Rollouts.Storage.Streams;

namespace Rollouts.Storage.Sqlite;

/// <summary>Reads the stored state for a batch, in the transaction that writes the batch.</summary>
internal static class SqliteStanding
{
    public static CurrentHeads Of(SqliteSession session, IReadOnlyList<Commit> commits)
    {
        var standing = new CurrentHeads();
        foreach (var write in commits.SelectMany(commit => commit.Writes))
        {
            ReadStream(session, write.Stream, standing);
            if (write.Lease is not null)
            {
                ReadLease(session, write.Stream, standing);
            }
        }

        foreach (var commit in commits)
        {
            if (commit.Answer is { Request: var request } && IsAnswered(session, request))
            {
                standing.Answered.Add(request);
            }
        }

        return standing;
    }

    private static void ReadStream(SqliteSession session, StreamName stream, CurrentHeads standing)
    {
        foreach (
            var found in session.Query(
                "select version, head from streams where name = @name",
                row => (row.Int(0), row.Hash(1)),
                ("@name", stream.Text)
            )
        )
        {
            standing.Streams[stream] = found;
        }
    }

    private static void ReadLease(SqliteSession session, StreamName stream, CurrentHeads standing)
    {
        if (
            session.Number(
                "select lease from driving where rollout = @rollout and held_until is not null",
                ("@rollout", stream.Rollout!.Value.ToString())
            ) is
            { } lease
        )
        {
            standing.Leases[stream] = lease;
        }
    }

    private static bool IsAnswered(SqliteSession session, RequestKey request) =>
        session.Number(
            "select 1 from requests where caller = @caller and key = @key and status is not null",
            ("@caller", request.Caller),
            ("@key", request.Key)
        )
            is not null;
}
