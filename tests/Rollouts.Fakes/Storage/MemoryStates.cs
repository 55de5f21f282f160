using Rollouts.Storage;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Streams;

namespace Rollouts.Fakes.Storage;

/// <summary>What more than one door does to the tables.</summary>
internal static class MemoryStates
{
    public static StoredState? StateOf(this MemoryTables tables, StreamName name) =>
        tables.Streams.TryGetValue(name.Text, out var stream)
            ? new StoredState(name, stream.Entries.Count, stream.Entries[^1].Hash, stream.State)
            : null;

    public static LeaseToken Take(this MemoryTables tables, MemoryLease leased, Instant until)
    {
        var token = tables.NextLease();
        leased.Take(token, until);
        return new LeaseToken(token);
    }

    public static void SetDue(this MemoryTables tables, RolloutId id, MemoryRollout rollout, DueTime due)
    {
        if (rollout.Due is { } old)
        {
            tables.DueRollouts.Remove((old, id));
        }

        rollout.Due = due.KeptAt(tables.Now());
        if (rollout.Due is { } at)
        {
            tables.DueRollouts.Add((at, id));
        }
    }

    public static void Add(this MemoryTables tables, Message message)
    {
        var (number, now) = (tables.NextMessage(), tables.Now());
        tables.Messages.Add(
            number,
            new MemoryMessage
            {
                Message = message,
                WrittenAt = now,
                Due = now,
            }
        );
        tables.OpenMessages.Add(number);
    }
}
