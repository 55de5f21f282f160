using Rollouts.Storage.Checks;
using Rollouts.Storage.Driving;

namespace Rollouts.Storage.Sqlite;

internal sealed class SqliteQuestions(SqliteFile file, WallClock clock) : ICheckSchedule
{
    public Task<Claimed<ClaimedQuestion>> ClaimAsync(ClaimRequest request, CancellationToken cancellation) =>
        file.WriteLightlyAsync(session => Claim(session, request), cancellation);

    public Task SettleAsync(IReadOnlyList<SettledQuestion> settled, CancellationToken cancellation) =>
        file.WriteLightlyAsync(session => settled.Count(one => Settle(session, one)), cancellation);

    public Task<ValueList<TickPageRow>> PagesAsync(
        RolloutId rollout,
        QuestionKey key,
        CancellationToken cancellation
    ) => file.ReadAsync(session => Pages(session, rollout, key).ToValueList(), cancellation);

    public Task<ReadOnlyMemory<byte>> EvidenceAsync(
        RolloutId rollout,
        QuestionKey key,
        CancellationToken cancellation
    ) => file.ReadAsync(session => Evidence(session, rollout, key), cancellation);

    public Task<int> ForgetPagesAsync(Instant before, CancellationToken cancellation) =>
        file.WriteLightlyAsync(
            session =>
                session.Execute(
                    """
                    delete from pages
                    where ends < @before
                        and not exists (select 1 from rollouts where id = pages.rollout and ended_at is null)
                    """,
                    ("@before", before.Microseconds)
                ),
            cancellation
        );

    private Claimed<ClaimedQuestion> Claim(SqliteSession session, ClaimRequest request)
    {
        var now = clock.Now();
        var due = Due(session, now, request);
        if (due.Count == 0)
        {
            return new Claimed<ClaimedQuestion>(now, []);
        }

        var lease = SqliteLeases.Draw(session, due.Count);
        var claimed = due.Select((question, place) => question with { Lease = new LeaseToken(lease + place) })
            .ToValueList();
        foreach (var question in claimed)
        {
            Take(session, question, request.Worker, now + request.For);
        }

        return new Claimed<ClaimedQuestion>(now, claimed);
    }

    // Two ranges of the index on class and due time, one after the other. The second fills the places that the first
    // left.
    private static List<ClaimedQuestion> Due(SqliteSession session, Instant now, ClaimRequest request)
    {
        var live = Due(session, now, request, "asking.class < 5");
        return request.Least == WorkClass.Start && live.Count < request.AtMost
            ?
            [
                .. live,
                .. Due(session, now, request with { AtMost = request.AtMost - live.Count }, "asking.class >= 5"),
            ]
            : live;
    }

    private static List<ClaimedQuestion> Due(SqliteSession session, Instant now, ClaimRequest request, string which) =>
        session.Query(
            $"""
            select asking.rollout, asking.question, asking.due, questions.terms, questions.evidence, asking.class
            from asking join questions using (rollout, question)
            where {which} and asking.due <= @now
                and (asking.held_until is null or asking.held_until <= @now or asking.held_until > @impossible)
                and exists (select 1 from driving where driving.rollout = asking.rollout and format <= @reads)
            order by asking.class, asking.due, asking.rollout, asking.question
            limit @most
            """,
            row => new ClaimedQuestion(
                row.Rollout(0),
                new QuestionKey(row.Text(1)),
                row.Text(3),
                row.Bytes(4),
                default,
                row.Instant(2)
            )
            {
                Class = (WorkClass)row.Int(5),
            },
            ("@now", now.Microseconds),
            ("@impossible", (now + DueTime.Impossible).Microseconds),
            ("@most", request.AtMost),
            ("@reads", request.Reads)
        );

    private static void Take(SqliteSession session, ClaimedQuestion question, string worker, Instant until) =>
        session.Execute(
            """
            update asking set lease = @lease, held_until = @until, holder = @worker
            where rollout = @rollout and question = @question
            """,
            ("@lease", question.Lease.Number),
            ("@until", until.Microseconds),
            ("@worker", worker),
            ("@rollout", question.Rollout.ToString()),
            ("@question", question.Key.Text)
        );

    private bool Settle(SqliteSession session, SettledQuestion settled)
    {
        if (LetGo(session, settled) == 0)
        {
            KeepAfterTheEnd(session, settled);
            return false;
        }

        KeepEvidence(session, settled);
        if (settled.Page is { } page)
        {
            KeepPage(session, settled.Rollout, settled.Key, page);
        }

        if (settled.IsLast)
        {
            SqliteAsked.Remove(session, settled.Rollout, settled.Key, clock.Now());
        }

        return true;
    }

    // The answer that ended its rollout is stored after the question was dropped. People look for that answer first.
    private static void KeepAfterTheEnd(SqliteSession session, SettledQuestion settled)
    {
        if (settled.Page is null)
        {
            session.Execute(
                """
                update pages set ticks = @evidence
                where rollout = @rollout and question = @question and first = @left
                    and not exists (select 1 from asking where rollout = @rollout and question = @question)
                """,
                ("@evidence", settled.Evidence.ToArray()),
                ("@rollout", settled.Rollout.ToString()),
                ("@question", settled.Key.Text),
                ("@left", TickPageRow.Left)
            );
        }
    }

    private static int LetGo(SqliteSession session, SettledQuestion settled) =>
        session.Execute(
            """
            update asking set due = @next, held_until = null
            where rollout = @rollout and question = @question and lease = @lease and held_until is not null
            """,
            ("@next", settled.Next.Microseconds),
            ("@rollout", settled.Rollout.ToString()),
            ("@question", settled.Key.Text),
            ("@lease", settled.Lease.Number)
        );

    private static void KeepEvidence(SqliteSession session, SettledQuestion settled) =>
        session.Execute(
            "update questions set evidence = @evidence where rollout = @rollout and question = @question",
            ("@evidence", settled.Evidence.ToArray()),
            ("@rollout", settled.Rollout.ToString()),
            ("@question", settled.Key.Text)
        );

    private static void KeepPage(SqliteSession session, RolloutId rollout, QuestionKey key, TickPageRow page) =>
        session.Execute(
            """
            insert into pages (rollout, question, first, begins, ends, ticks)
            values (@rollout, @question, @first, @begins, @ends, @ticks)
            on conflict (rollout, question, first) do nothing
            """,
            ("@rollout", rollout.ToString()),
            ("@question", key.Text),
            ("@first", page.First),
            ("@begins", page.From.Microseconds),
            ("@ends", page.To.Microseconds),
            ("@ticks", page.Ticks.ToArray())
        );

    private static List<TickPageRow> Pages(SqliteSession session, RolloutId rollout, QuestionKey key) =>
        session.Query(
            """
            select first, begins, ends, ticks from pages
            where rollout = @rollout and question = @question and first >= 0
            order by first
            """,
            row => new TickPageRow(row.Long(0), row.Instant(1), row.Instant(2), row.Bytes(3)),
            ("@rollout", rollout.ToString()),
            ("@question", key.Text)
        );

    private static ReadOnlyMemory<byte> Evidence(SqliteSession session, RolloutId rollout, QuestionKey key) =>
        session
            .Query(
                """
                select evidence from questions where rollout = @rollout and question = @question
                union all
                select ticks from pages where rollout = @rollout and question = @question and first = @left
                limit 1
                """,
                row => (ReadOnlyMemory<byte>)row.Bytes(0),
                ("@rollout", rollout.ToString()),
                ("@question", key.Text),
                ("@left", TickPageRow.Left)
            )
            .FirstOrDefault();
}
