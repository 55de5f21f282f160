using Npgsql;
using Rollouts.Storage.Checks;
using Rollouts.Storage.Driving;
using static Rollouts.Storage.Postgres.PostgresBatch;

namespace Rollouts.Storage.Postgres;

internal sealed class PostgresQuestions(PostgresDatabase database) : ICheckSchedule
{
    // Two ranges of the index on class and due time, one after the other. The second fills the places that the first
    // left.
    private static readonly string All = Statement(
        Part("live", "asking.class < 5", ""),
        Part("queued", "asking.class >= 5", " - (select count(*) from live)")
    );

    private static readonly string UnderWay = Statement(Part("live", "asking.class < 5", ""));

    public Task<Claimed<ClaimedQuestion>> ClaimAsync(ClaimRequest request, CancellationToken cancellation) =>
        database.RunAsync((connection, token) => ClaimAsync(connection, request, token), cancellation);

    public Task SettleAsync(IReadOnlyList<SettledQuestion> settled, CancellationToken cancellation) =>
        settled.Count == 0
            ? Task.CompletedTask
            : database.RunAsync(
                (connection, token) =>
                    SettleAsync(connection, [.. settled.DistinctBy(one => (one.Rollout, one.Key))], token),
                cancellation
            );

    public Task<ValueList<TickPageRow>> PagesAsync(
        RolloutId rollout,
        QuestionKey key,
        CancellationToken cancellation
    ) => database.RunAsync((connection, token) => PagesAsync(connection, rollout, key, token), cancellation);

    public Task<ReadOnlyMemory<byte>> EvidenceAsync(
        RolloutId rollout,
        QuestionKey key,
        CancellationToken cancellation
    ) => database.RunAsync((connection, token) => EvidenceAsync(connection, rollout, key, token), cancellation);

    public Task<int> ForgetPagesAsync(Instant before, CancellationToken cancellation) =>
        database.RunAsync(
            (connection, token) =>
                new PostgresBatch(connection)
                    .Lightly()
                    .Do(
                        """
                        delete from pages
                        where ends < @before
                            and not exists (select 1 from rollouts where id = pages.rollout and ended_at is null)
                        """,
                        Value("before", before.ToDateTimeOffset())
                    )
                    .RunAsync(token),
            cancellation
        );

    // The evidence is locked with the due time. Otherwise a concurrent write of results could make the read evidence
    // older than the lease, and a gathered tick would be lost.
    private static async Task<Claimed<ClaimedQuestion>> ClaimAsync(
        NpgsqlConnection connection,
        ClaimRequest request,
        CancellationToken cancellation
    )
    {
        var now = default(Instant);
        var claimed = new List<ClaimedQuestion>();
        await new PostgresBatch(connection)
            .Lightly()
            .Read(
                request.Least == WorkClass.Start ? All : UnderWay,
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
        return new Claimed<ClaimedQuestion>(now, claimed.ToValueList());
    }

    private static (string Name, string Text) Part(string name, string which, string taken) =>
        (
            name,
            $"""
            select asking.rollout, asking.question, asking.due, asking.class, questions.terms, questions.evidence
            from asking
            join questions using (rollout, question)
            where {which} and asking.due <= (select now from clock)
                and (asking.held_until is null or asking.held_until <= (select now from clock)
                    or asking.held_until > (select now from clock) + @impossible)
                and exists (select from driving where driving.rollout = asking.rollout and format <= @reads)
            order by asking.class, asking.due
            limit @most{taken}
            for update of asking, questions skip locked
            """
        );

    private static string Statement(params (string Name, string Text)[] parts) =>
        $"""
            with clock as materialized (select store_now() as now),
            {string.Join("\n", parts.Select(part => $"{part.Name} as materialized ({part.Text}),"))}
            due as ({string.Join(" union all ", parts.Select(part => $"select * from {part.Name}"))}),
            taken as (
                update asking
                set lease = nextval('leases'), held_until = (select now from clock) + @for, holder = @worker
                from due
                where asking.rollout = due.rollout and asking.question = due.question
                returning asking.rollout, asking.question, asking.lease
            )
            select clock.now, due.rollout, due.question, due.due, due.terms, due.evidence, taken.lease, due.class
            from clock left join (due join taken using (rollout, question)) on true
            order by due.class, due.due, due.rollout, due.question
            """;

    private static ClaimedQuestion Claimed(NpgsqlDataReader row) =>
        new(
            row.Rollout(1),
            new QuestionKey(row.GetString(2)),
            row.GetString(4),
            row.Bytes(5),
            new LeaseToken(row.GetInt64(6)),
            row.Instant(3)
        )
        {
            Class = (WorkClass)row.GetInt16(7),
        };

    private static Task<int> SettleAsync(
        NpgsqlConnection connection,
        List<SettledQuestion> settled,
        CancellationToken cancellation
    )
    {
        var batch = new PostgresBatch(connection)
            .Lightly()
            .Read(
                """
                select 1 from asking
                where (rollout, question) in (select * from unnest(@rollouts, @questions))
                order by rollout, question
                for update
                """,
                _ => { },
                Value("rollouts", settled.ConvertAll(one => one.Rollout.Value).ToArray()),
                Value("questions", settled.ConvertAll(one => one.Key.Text).ToArray())
            )
            .Do(
                """
                with answers as materialized (
                    select *
                    from unnest(@rollouts, @questions, @leases, @nexts, @evidence, @firsts, @begins, @ends, @ticks)
                        as answer (rollout, question, lease, next, evidence, first, begins, ends, ticks)
                ),
                settled as (
                    update asking set due = answers.next, held_until = null
                    from answers
                    where asking.rollout = answers.rollout and asking.question = answers.question
                        and asking.lease = answers.lease and asking.held_until is not null
                    returning asking.rollout, asking.question
                ),
                paged as (
                    insert into pages (rollout, question, first, begins, ends, ticks)
                    select rollout, question, first, begins, ends, ticks
                    from answers join settled using (rollout, question)
                    where first is not null
                    on conflict (rollout, question, first) do nothing
                ),
                after_the_end as (
                    update pages set ticks = answers.evidence
                    from answers
                    where pages.rollout = answers.rollout and pages.question = answers.question
                        and pages.first = @left and answers.first is null
                        and not exists (
                            select from asking
                            where asking.rollout = answers.rollout and asking.question = answers.question
                        )
                )
                update questions set evidence = answers.evidence
                from answers join settled using (rollout, question)
                where questions.rollout = answers.rollout and questions.question = answers.question
                """,
                Value("rollouts", settled.ConvertAll(one => one.Rollout.Value).ToArray()),
                Value("questions", settled.ConvertAll(one => one.Key.Text).ToArray()),
                Value("leases", settled.ConvertAll(one => one.Lease.Number).ToArray()),
                Value("nexts", settled.ConvertAll(one => one.Next.ToDateTimeOffset()).ToArray()),
                Value("left", TickPageRow.Left),
                Value("evidence", settled.ConvertAll(one => one.Evidence.ToArray()).ToArray()),
                Value("firsts", settled.ConvertAll(one => one.Page?.First).ToArray()),
                Value("begins", settled.ConvertAll(one => one.Page?.From.ToDateTimeOffset()).ToArray()),
                Value("ends", settled.ConvertAll(one => one.Page?.To.ToDateTimeOffset()).ToArray()),
                Value("ticks", settled.ConvertAll(one => one.Page?.Ticks.ToArray()).ToArray())
            );
        PostgresAsked.Remove(batch, settled.FindAll(one => one.IsLast));
        return batch.RunAsync(cancellation);
    }

    private static async Task<ValueList<TickPageRow>> PagesAsync(
        NpgsqlConnection connection,
        RolloutId rollout,
        QuestionKey key,
        CancellationToken cancellation
    )
    {
        var pages = new List<TickPageRow>();
        await new PostgresBatch(connection)
            .Read(
                """
                select first, begins, ends, ticks from pages
                where rollout = @rollout and question = @question and first >= 0
                order by first
                """,
                row => pages.Add(new TickPageRow(row.GetInt64(0), row.Instant(1), row.Instant(2), row.Bytes(3))),
                Value("rollout", rollout.Value),
                Value("question", key.Text)
            )
            .RunAsync(cancellation)
            .ConfigureAwait(false);
        return pages.ToValueList();
    }

    private static async Task<ReadOnlyMemory<byte>> EvidenceAsync(
        NpgsqlConnection connection,
        RolloutId rollout,
        QuestionKey key,
        CancellationToken cancellation
    )
    {
        var evidence = ReadOnlyMemory<byte>.Empty;
        await new PostgresBatch(connection)
            .Read(
                """
                select evidence from questions where rollout = @rollout and question = @question
                union all
                select ticks from pages where rollout = @rollout and question = @question and first = @left
                limit 1
                """,
                row => evidence = row.Bytes(0),
                Value("rollout", rollout.Value),
                Value("question", key.Text),
                Value("left", TickPageRow.Left)
            )
            .RunAsync(cancellation)
            .ConfigureAwait(false);
        return evidence;
    }
}
