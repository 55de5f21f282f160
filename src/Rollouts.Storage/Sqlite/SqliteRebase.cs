namespace Rollouts.Storage.Sqlite;

/// <summary>Resets times that a clock which was ahead may have written.</summary>
internal static class SqliteRebase
{
    public static int Rebase(SqliteSession session, RebaseRequest request, Instant now)
    {
        (string, object?)[] times =
        [
            ("@now", now.Microseconds),
            ("@beyond", (now + request.Beyond).Microseconds),
            ("@longest", (now + RebaseRequest.LongestLease).Microseconds),
        ];
        var changed = session.Execute(
            """
            update driving set due = @now
            where rollout in (
                select id from rollouts join driving as waiting on waiting.rollout = id
                where ended_at is null and waiting.due > iif(status = 'RollingBack', @now, @beyond)
            )
            """,
            times[0],
            times[1]
        );
        changed += session.Execute("update asking set due = @now where due > @beyond", times[0], times[1]);
        changed += session.Execute(
            """
            update outbox set due = @now
            where standing = 'open' and due > @now and (@all or attempts = 0 or due > @patience)
            """,
            times[0],
            ("@all", request == RebaseRequest.AfterAJump ? 1 : 0),
            ("@patience", (now + RebaseRequest.LongestPatience).Microseconds)
        );

        changed += session.Execute(
            "update requests set received_at = @now where status is null and received_at > @now",
            times[0]
        );
        foreach (var table in (string[])["driving", "asking", "outbox"])
        {
            changed += session.Execute(
                $"update {table} set held_until = @longest where held_until > @longest",
                times[2]
            );
        }

        return changed;
    }
}
