using Rollouts.Domain.Audit;
using Rollouts.Storage.Checks;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Streams;

namespace Rollouts.Fakes.Storage;

/// <summary>Judges the commits of a batch, and then writes them one after the other.</summary>
internal sealed class MemoryCommits(MemoryTables tables, Action<WakeUp> wake)
{
    public IReadOnlyList<CommitOutcome> Write(IReadOnlyList<Commit> commits)
    {
        Commits.Check(commits);
        var judgement = new MemoryJudgement(tables);
        var judged = commits.Select(judgement.Judge).ToList();
        for (var i = 0; i < commits.Count; i++)
        {
            if (judged[i].Outcome == CommitOutcome.Written)
            {
                Write(commits[i], judged[i].Entries);
            }
        }

        return judged.ConvertAll(one => one.Outcome);
    }

    private void Write(Commit commit, List<ChainedEntry> entries)
    {
        foreach (var chained in entries)
        {
            StreamOf(chained.Entry.Stream).Entries.Add(chained);
        }

        foreach (var write in commit.Writes)
        {
            StreamOf(write.Stream.Text).State = write.State ?? StreamOf(write.Stream.Text).State;
            if (write.Stream.Rollout is { } id)
            {
                Write(id, write);
                if (commit.Wakes)
                {
                    wake(new WakeUp(id, write.Class ?? WorkClass.Forward));
                }
            }
        }

        foreach (var message in commit.Messages)
        {
            Add(message);
        }

        if (commit.Answer is { } answer && tables.Requests.TryGetValue(answer.Request, out var request))
        {
            request.Answer = answer;
        }
    }

    private MemoryStream StreamOf(string name)
    {
        if (!tables.Streams.TryGetValue(name, out var stream))
        {
            tables.Streams.Add(name, stream = new MemoryStream());
        }

        return stream;
    }

    private void Write(RolloutId id, StreamWrite write)
    {
        if (!tables.Rollouts.TryGetValue(id, out var rollout))
        {
            tables.Rollouts.Add(id, rollout = new MemoryRollout());
        }

        rollout.Row = write.Row ?? rollout.Row;
        rollout.Class = write.Class ?? rollout.Class;
        rollout.Format = Math.Max(rollout.Format, write.Format);
        if (write.Due is { } due)
        {
            tables.SetDue(id, rollout, due);
        }

        if (write.LetsGo)
        {
            rollout.LetGo();
        }

        if (write.Questions is { } questions)
        {
            Ask(id, rollout, questions);
        }
    }

    private void Ask(RolloutId id, MemoryRollout rollout, ValueList<WantedQuestion> wanted)
    {
        var keys = wanted.Select(question => question.Key).ToHashSet();
        foreach (var dropped in rollout.Questions.Where(key => !keys.Contains(key)).ToList())
        {
            tables.Questions.Remove((id, dropped), out var question);
            tables.DueQuestions.Remove((question!.Due, (id, dropped)));
            if (question.Evidence is { Length: > 0 } evidence)
            {
                tables.Left[(id, dropped)] = evidence;
            }

            rollout.Questions.Remove(dropped);
        }

        foreach (var one in wanted)
        {
            var (key, terms, first) = one;
            if (tables.Questions.TryGetValue((id, key), out var question))
            {
                (question.Terms, question.Class) = (terms, one.Class);
                continue;
            }

            var due = new DueTime(first).KeptAt(tables.Now())!.Value;
            tables.Questions.Add(
                (id, key),
                new MemoryQuestion
                {
                    Terms = terms,
                    Class = one.Class,
                    Due = due,
                }
            );
            tables.DueQuestions.Add((due, (id, key)));
            rollout.Questions.Add(key);
        }
    }

    private void Add(Message message)
    {
        if (tables.MessageKeys.Add((message.Stream, message.Channel, message.Key)))
        {
            tables.Add(message);
        }
    }
}
