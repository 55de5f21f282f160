using Rollouts.Storage.Batching;
using Rollouts.Storage.Checks;
using static Rollouts.Storage.Postgres.PostgresBatch;

namespace Rollouts.Storage.Postgres;

/// <summary>Writes the questions of rollouts. The due times of the existing ones are already locked.</summary>
internal static class PostgresAsked
{
    public static void Replace(PostgresBatch batch, List<BatchedStreamChange> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }

        var rollouts = changes.ConvertAll(change => change.Rollout!.Value.Value).ToArray();
        var wanted = changes
            .SelectMany(change => change.Questions!.Value.Select(one => (change.Rollout!.Value.Value, one)))
            .ToList();
        var staying = wanted.FindAll(one => !one.one.BeginsAnew);
        DropTimes(batch, rollouts, staying);
        Leave(batch, rollouts, staying);
        Drop(batch, rollouts, staying);
        if (wanted.Count > 0)
        {
            AddTimes(batch, wanted);
            Add(batch, wanted);
        }
    }

    /// <summary>Drops questions that were answered for the last time, and keeps their evidence.</summary>
    public static void Remove(PostgresBatch batch, List<SettledQuestion> last)
    {
        if (last.Count == 0)
        {
            return;
        }

        batch.Do(
            """
            with gone as (
                delete from asking
                using unnest(@owners, @keys, @leases) as last (rollout, question, lease)
                where asking.rollout = last.rollout and asking.question = last.question
                    and asking.lease = last.lease and asking.held_until is null
                returning asking.rollout, asking.question
            ),
            dropped as (
                delete from questions
                using gone
                where questions.rollout = gone.rollout and questions.question = gone.question
                returning questions.rollout, questions.question, questions.evidence
            )
            insert into pages (rollout, question, first, begins, ends, ticks)
            select rollout, question, @left, store_now(), store_now(), evidence
            from dropped
            where length(evidence) > 0
            on conflict (rollout, question, first) do update set ends = excluded.ends, ticks = excluded.ticks
            """,
            Value("owners", last.ConvertAll(one => one.Rollout.Value).ToArray()),
            Value("keys", last.ConvertAll(one => one.Key.Text).ToArray()),
            Value("leases", last.ConvertAll(one => one.Lease.Number).ToArray()),
            Value("left", TickPageRow.Left)
        );
    }

    private static void DropTimes(
        PostgresBatch batch,
        Guid[] rollouts,
        List<(Guid Rollout, QuestionChange Change)> staying
    ) =>
        batch.Do(
            """
            delete from asking
            where rollout = any(@rollouts)
                and not exists (
                    select from unnest(@owners, @keys) as staying (rollout, question)
                    where staying.rollout = asking.rollout and staying.question = asking.question
                )
            """,
            Value("rollouts", rollouts),
            Value("owners", staying.ConvertAll(one => one.Rollout).ToArray()),
            Value("keys", staying.ConvertAll(one => one.Change.Question.Key.Text).ToArray())
        );

    // The newest ticks are not in a page yet. Without this copy they would be lost with the question.
    private static void Leave(
        PostgresBatch batch,
        Guid[] rollouts,
        List<(Guid Rollout, QuestionChange Change)> staying
    ) =>
        batch.Do(
            """
            insert into pages (rollout, question, first, begins, ends, ticks)
            select rollout, question, @left, store_now(), store_now(), evidence
            from questions
            where rollout = any(@rollouts)
                and length(evidence) > 0
                and not exists (
                    select from unnest(@owners, @keys) as staying (rollout, question)
                    where staying.rollout = questions.rollout and staying.question = questions.question
                )
            on conflict (rollout, question, first) do update set ends = excluded.ends, ticks = excluded.ticks
            """,
            Value("rollouts", rollouts),
            Value("left", TickPageRow.Left),
            Value("owners", staying.ConvertAll(one => one.Rollout).ToArray()),
            Value("keys", staying.ConvertAll(one => one.Change.Question.Key.Text).ToArray())
        );

    private static void Drop(
        PostgresBatch batch,
        Guid[] rollouts,
        List<(Guid Rollout, QuestionChange Change)> staying
    ) =>
        batch.Do(
            """
            delete from questions
            where rollout = any(@rollouts)
                and not exists (
                    select from unnest(@owners, @keys) as staying (rollout, question)
                    where staying.rollout = questions.rollout and staying.question = questions.question
                )
            """,
            Value("rollouts", rollouts),
            Value("owners", staying.ConvertAll(one => one.Rollout).ToArray()),
            Value("keys", staying.ConvertAll(one => one.Change.Question.Key.Text).ToArray())
        );

    private static void AddTimes(PostgresBatch batch, List<(Guid Rollout, QuestionChange Change)> wanted) =>
        batch.Do(
            """
            insert into asking (rollout, question, due, class)
            select rollout, question, due_at(due), class
            from unnest(@owners, @keys, @firsts, @classes) as wanted (rollout, question, due, class)
            on conflict (rollout, question) do update
            set class = excluded.class
            where asking.class <> excluded.class
            """,
            Value("owners", wanted.ConvertAll(one => one.Rollout).ToArray()),
            Value("keys", wanted.ConvertAll(one => one.Change.Question.Key.Text).ToArray()),
            Value("firsts", wanted.ConvertAll(one => one.Change.Question.First.ToDateTimeOffset()).ToArray()),
            Value("classes", wanted.ConvertAll(one => (short)one.Change.Question.Class).ToArray())
        );

    private static void Add(PostgresBatch batch, List<(Guid Rollout, QuestionChange Change)> wanted) =>
        batch.Do(
            """
            insert into questions (rollout, question, terms, evidence)
            select rollout, question, terms, ''::bytea
            from unnest(@owners, @keys, @terms) as wanted (rollout, question, terms)
            on conflict (rollout, question) do update
            set terms = excluded.terms
            where questions.terms <> excluded.terms
            """,
            Value("owners", wanted.ConvertAll(one => one.Rollout).ToArray()),
            Value("keys", wanted.ConvertAll(one => one.Change.Question.Key.Text).ToArray()),
            Value("terms", wanted.ConvertAll(one => one.Change.Question.Terms).ToArray())
        );
}
