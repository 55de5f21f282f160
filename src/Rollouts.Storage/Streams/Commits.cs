using Rollouts.Storage.Checks;

namespace Rollouts.Storage.Streams;

/// <summary>
/// Refuses invalid commits before a store sees them. All stores must refuse the same commits, or one that was tested on
/// the first would fail on the second.
/// </summary>
internal static class Commits
{
    public static void Check(IReadOnlyList<Commit> commits)
    {
        foreach (var commit in commits)
        {
            foreach (var write in commit.Writes)
            {
                Check(write);
            }

            foreach (var message in commit.Messages)
            {
                StoredText.Demand(message.Stream.Text, message.Channel, message.Key, message.Kind, message.Body);
            }

            StoredText.Demand(commit.Answer?.Body, commit.Answer?.Request.Caller, commit.Answer?.Request.Key);
        }
    }

    private static void Check(StreamWrite write)
    {
        if (write is { Expected: 0, Entries.IsEmpty: true })
        {
            throw new ArgumentException(
                $"{write.Stream} is to be made, and has no record to begin with.",
                nameof(write)
            );
        }

        var version = write.Expected;
        foreach (var entry in write.Entries)
        {
            if (entry.Stream != write.Stream.Text || entry.Version != ++version)
            {
                throw new ArgumentException(
                    $"{entry.Stream} {entry.Version} stands where {write.Stream} {version} belongs.",
                    nameof(write)
                );
            }

            StoredText.Demand(
                entry.Stream,
                entry.Event,
                entry.By,
                entry.Cause,
                entry.CauseKey,
                entry.Reason,
                entry.Data
            );
        }

        if (
            write is not { Row: null, Due: null, Class: null, Questions: null, Lease: null, LetsGo: false }
            && (write.Stream.Rollout is not { } rollout || (write.Row is { } row && row.Id != rollout))
        )
        {
            throw new ArgumentException(
                $"{write.Stream} has no row, due time, questions or lease of this rollout.",
                nameof(write)
            );
        }

        StoredText.Demand(write.Stream.Text, write.State, write.Row?.Owner, write.Row?.Status, write.Row?.Summary);
        var keys = new HashSet<QuestionKey>();
        foreach (var question in write.Questions ?? [])
        {
            StoredText.Demand(question.Key.Text, question.Terms);
            if (!keys.Add(question.Key))
            {
                throw new ArgumentException($"{write.Stream} asks {question.Key} twice.", nameof(write));
            }
        }
    }
}
