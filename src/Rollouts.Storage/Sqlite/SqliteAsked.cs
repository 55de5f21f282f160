using Rollouts.Storage.Batching;
using Rollouts.Storage.Checks;
using Rollouts.Storage.Driving;

namespace Rollouts.Storage.Sqlite;

/// <summary>Writes the questions of a rollout.</summary>
internal static class SqliteAsked
{
    public static void Replace(SqliteSession session, RolloutId rollout, ValueList<QuestionChange> changes, Instant now)
    {
        var keys = changes.Where(change => !change.BeginsAnew).Select(change => change.Question.Key).ToHashSet();
        foreach (var there in Keys(session, rollout).Where(key => !keys.Contains(key)))
        {
            Remove(session, rollout, there, now);
        }

        foreach (var (question, _) in changes)
        {
            AddTime(session, rollout, question, now);
            Add(session, rollout, question);
        }
    }

    /// <summary>Drops a question and keeps its evidence.</summary>
    public static void Remove(SqliteSession session, RolloutId rollout, QuestionKey key, Instant now)
    {
        DropTime(session, rollout, key);
        Leave(session, rollout, key, now);
        Drop(session, rollout, key);
    }

    private static List<QuestionKey> Keys(SqliteSession session, RolloutId rollout) =>
        session.Query(
            "select question from questions where rollout = @rollout",
            row => new QuestionKey(row.Text(0)),
            ("@rollout", rollout.ToString())
        );

    private static void DropTime(SqliteSession session, RolloutId rollout, QuestionKey key) =>
        session.Execute(
            "delete from asking where rollout = @rollout and question = @question",
            ("@rollout", rollout.ToString()),
            ("@question", key.Text)
        );

    // The newest ticks are not in a page yet. Without this copy they would be lost with the question.
    private static void Leave(SqliteSession session, RolloutId rollout, QuestionKey key, Instant now) =>
        session.Execute(
            """
            insert into pages (rollout, question, first, begins, ends, ticks)
            select rollout, question, @left, @now, @now, evidence
            from questions
            where rollout = @rollout and question = @question and length(evidence) > 0
            on conflict (rollout, question, first) do update set ends = excluded.ends, ticks = excluded.ticks
            """,
            ("@rollout", rollout.ToString()),
            ("@question", key.Text),
            ("@left", TickPageRow.Left),
            ("@now", now.Microseconds)
        );

    private static void Drop(SqliteSession session, RolloutId rollout, QuestionKey key) =>
        session.Execute(
            "delete from questions where rollout = @rollout and question = @question",
            ("@rollout", rollout.ToString()),
            ("@question", key.Text)
        );

    private static void AddTime(SqliteSession session, RolloutId rollout, WantedQuestion question, Instant now) =>
        session.Execute(
            """
            insert into asking (rollout, question, due, class) values (@rollout, @question, @first, @class)
            on conflict (rollout, question) do update
            set class = excluded.class
            where class <> excluded.class
            """,
            ("@rollout", rollout.ToString()),
            ("@question", question.Key.Text),
            ("@first", new DueTime(question.First).KeptAt(now)!.Value.Microseconds),
            ("@class", (int)question.Class)
        );

    private static void Add(SqliteSession session, RolloutId rollout, WantedQuestion question) =>
        session.Execute(
            """
            insert into questions (rollout, question, terms, evidence) values (@rollout, @question, @terms, x'')
            on conflict (rollout, question) do update
            set terms = excluded.terms
            where terms <> excluded.terms
            """,
            ("@rollout", rollout.ToString()),
            ("@question", question.Key.Text),
            ("@terms", question.Terms)
        );
}
