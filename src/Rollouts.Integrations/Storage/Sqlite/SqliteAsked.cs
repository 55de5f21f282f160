using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Storage.Asking;
using Rollouts.Integrations.Storage.Batching;
using Rollouts.Integrations.Storage.Driving;

namespace Rollouts.Integrations.Storage.Sqlite;

/// <summary>Which questions a rollout asks.</summary>
internal static class SqliteAsked
{
    public static void Replace(SqliteSession session, RolloutId rollout, ValueList<QuestionChange> changes, Instant now)
    {
        var keys = changes.Where(change => !change.BeginsAnew).Select(change => change.Question.Key).ToHashSet();
        foreach (var there in Keys(session, rollout).Where(key => !keys.Contains(key)))
        {
            DropTime(session, rollout, there);
            Drop(session, rollout, there);
        }

        foreach (var (question, _) in changes)
        {
            AddTime(session, rollout, question, now);
            Add(session, rollout, question);
        }
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

    private static void Drop(SqliteSession session, RolloutId rollout, QuestionKey key) =>
        session.Execute(
            "delete from questions where rollout = @rollout and question = @question",
            ("@rollout", rollout.ToString()),
            ("@question", key.Text)
        );

    private static void AddTime(SqliteSession session, RolloutId rollout, WantedQuestion question, Instant now) =>
        session.Execute(
            """
            insert into asking (rollout, question, due) values (@rollout, @question, @first)
            on conflict (rollout, question) do nothing
            """,
            ("@rollout", rollout.ToString()),
            ("@question", question.Key.Text),
            ("@first", new DueTime(question.First).KeptAt(now)!.Value.Microseconds)
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
