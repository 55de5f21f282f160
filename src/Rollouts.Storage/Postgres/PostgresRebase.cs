using Npgsql;
using static Rollouts.Storage.Postgres.PostgresBatch;

namespace Rollouts.Storage.Postgres;

/// <summary>
/// Resets times that a clock which was ahead may have written. Locked rows are skipped: the holder of the lock is about
/// to write a time by the current clock.
/// </summary>
internal static class PostgresRebase
{
    public static Task<int> RunAsync(
        NpgsqlConnection connection,
        RebaseRequest request,
        CancellationToken cancellation
    ) =>
        new PostgresBatch(connection)
            .Do(
                """
                update driving set due = store_now()
                from (
                    select waiting.rollout
                    from driving as waiting join rollouts on rollouts.id = waiting.rollout
                    where ended_at is null
                        and waiting.due > store_now()
                            + case when status = 'RollingBack' then interval '0' else @beyond end
                    for update of waiting skip locked
                ) as late
                where driving.rollout = late.rollout
                """,
                Value("beyond", request.Beyond)
            )
            .Do(
                """
                update asking set due = store_now()
                from (
                    select rollout, question from asking where due > store_now() + @beyond for update skip locked
                ) as late
                where asking.rollout = late.rollout and asking.question = late.question
                """,
                Value("beyond", request.Beyond)
            )
            .Do(
                """
                update outbox set due = store_now()
                from (
                    select id from outbox
                    where standing = 'open' and due > store_now()
                        and (@all or attempts = 0 or due > store_now() + @patience)
                    for update skip locked
                ) as late
                where outbox.id = late.id
                """,
                Value("all", request == RebaseRequest.AfterAJump),
                Value("patience", RebaseRequest.LongestPatience)
            )
            .Do(
                """
                update driving set held_until = store_now() + @longest
                from (
                    select rollout from driving where held_until > store_now() + @longest for update skip locked
                ) as held
                where driving.rollout = held.rollout
                """,
                Value("longest", RebaseRequest.LongestLease)
            )
            .Do(
                """
                update asking set held_until = store_now() + @longest
                from (
                    select rollout, question from asking
                    where held_until > store_now() + @longest for update skip locked
                ) as held
                where asking.rollout = held.rollout and asking.question = held.question
                """,
                Value("longest", RebaseRequest.LongestLease)
            )
            .Do(
                """
                update outbox set held_until = store_now() + @longest
                from (
                    select id from outbox where held_until > store_now() + @longest for update skip locked
                ) as held
                where outbox.id = held.id
                """,
                Value("longest", RebaseRequest.LongestLease)
            )
            .Do("update requests set received_at = store_now() where status is null and received_at > store_now()")
            .RunAsync(cancellation);
}
