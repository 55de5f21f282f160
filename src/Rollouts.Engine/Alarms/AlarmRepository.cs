using Rollouts.Domain.Alarms;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Streams;
using Rollouts.Integrations.Alarms;
using Rollouts.Storage;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Alarms;

/// <summary>
/// The alarms that ring, stored so that a rollout that starts later, or a worker after a restart, knows them. Each
/// sender has a stream that records its pushes.
/// </summary>
public sealed class AlarmRepository(StreamRunner runner, IStreamStore streams, StoreClock clock)
{
    public async Task<IReadOnlyList<AlarmState>> LoadAsync(
        IReadOnlyList<Connection.Sender> senders,
        CancellationToken cancellation
    )
    {
        if (senders.Count == 0)
        {
            return [];
        }

        var loaded = await streams.LoadAsync([.. senders.Select(sender => StreamName.Of(sender.Name))], cancellation);
        clock.Saw(loaded.Now);
        List<AlarmState> books = [];
        foreach (var (sender, stored) in senders.Zip(loaded.Streams))
        {
            books.Add((await StateCodecs.Alarms(sender.Name).ReadAsync(streams, stored, cancellation))!);
        }

        return books;
    }

    /// <summary>
    /// Records the signals that change something. If too many alarms of the sender ring already, signals of alarms that
    /// are new and not among <paramref name="named"/> are left out.
    /// </summary>
    /// <param name="named">The alarms that plans of live rollouts name.</param>
    public Task<CommandResult<AlarmState>> TakeAsync(
        Connection.Sender sender,
        ValueList<AlarmSignal> signals,
        IReadOnlySet<string> named,
        CancellationToken cancellation
    ) =>
        runner.TransactAsync(
            StreamName.Of(sender.Name),
            StateCodecs.Alarms(sender.Name),
            (before, now) => Take(before, sender, signals, named, now),
            cancellation
        );

    private static StreamChange<AlarmState> Take(
        Snapshot<AlarmState> before,
        Connection.Sender sender,
        ValueList<AlarmSignal> signals,
        IReadOnlySet<string> named,
        Instant now
    )
    {
        var after = before.State!;
        List<(object Event, EventMetadata Because)> events = [];
        foreach (var signal in signals)
        {
            if (after.IsFull && !after.Knows(signal.Name, signal.Instance) && !named.Contains(signal.Name))
            {
                continue;
            }

            // A sender whose clock is ahead must not make later messages older than this one.
            var since = signal.Since > now ? now : signal.Since;
            foreach (
                var happened in after.Take(signal.Name, signal.Instance, signal.IsRinging, since, sender.Traits.Order)
            )
            {
                after = after.Evolve(happened);
                events.Add((happened, OriginOf(sender, signal, now)));
            }
        }

        return
            StreamAppend.Write(before.Stream, before.Version, after, events).ToValueList() is { IsEmpty: false } writes
            ? new StreamChange<AlarmState>.Write(after, new Commit { Writes = writes })
            : new StreamChange<AlarmState>.Keep(after);
    }

    private static EventMetadata OriginOf(Connection.Sender sender, AlarmSignal signal, Instant now) =>
        new(
            now,
            Actor.Machine,
            new Cause("alarm", Key: null),
            $"pushed by {sender.Traits.Title} '{sender.Name}': "
                + string.Join(", ", signal.Labels.Select(label => $"{label.Key}={Plain(label.Value)}"))
        );

    // The sender chooses these words, and people read the record.
    private static string Plain(string text)
    {
        const int longest = 200;
        var line = new string([.. text.Take(longest).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c)]);
        return text.Length > longest ? line + "..." : line;
    }
}
