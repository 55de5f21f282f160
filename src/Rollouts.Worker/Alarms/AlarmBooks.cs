using Rollouts.Domain.Alarms;
using Rollouts.Domain.Installations;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Integrations.Alarms;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Clocks;
using Rollouts.Worker.Deciding;

namespace Rollouts.Worker.Alarms;

/// <summary>
/// What rings, kept so that a rollout that starts later, or a worker that is started again, knows of it. Each sender
/// has a stream: who pushed what, and when, is on record as every decision is.
/// </summary>
public sealed class AlarmBooks(IStreamStore streams, StoreClock clock)
{
    private const int MostTries = 5;

    public async Task<IReadOnlyList<AlarmBook>> LoadAsync(
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
        return [.. senders.Zip(loaded.Streams, (sender, stored) => BookOf(sender.Name, stored))];
    }

    /// <summary>Writes down what is news; null where others were quicker each time, or there is no room.</summary>
    public async Task<AlarmBook?> TakeAsync(
        Connection.Sender sender,
        ValueList<AlarmSignal> signals,
        CancellationToken cancellation
    )
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var before = (await LoadAsync([sender], cancellation))[0];
            var after = before;
            List<(object Event, Origin Because)> happened = [];
            foreach (var signal in signals)
            {
                if (signal.IsRinging && after.IsFull)
                {
                    return null;
                }

                foreach (var news in after.Take(signal.Name, signal.Instance, signal.IsRinging, signal.Since))
                {
                    after = after.Evolve(news);
                    happened.Add((news, OriginOf(sender, signal)));
                }
            }

            var writes = CompanionWrites
                .Write(StreamName.Of(sender.Name), before.Version, after, happened)
                .ToValueList();
            if (
                writes.IsEmpty
                || (await streams.CommitAsync([new Commit { Writes = writes }], cancellation))[0]
                    == CommitOutcome.Written
            )
            {
                return after;
            }
        }

        return null;
    }

    private Origin OriginOf(Connection.Sender sender, AlarmSignal signal) =>
        new(
            clock.Now,
            Actor.Machine,
            new Cause("alarm", Key: null),
            $"pushed by {sender.Traits.Title} '{sender.Name}': "
                + string.Join(", ", signal.Labels.Select(label => $"{label.Key}={Plain(label.Value)}"))
        );

    // Senders choose these words, and a record is read by people.
    private static string Plain(string text)
    {
        const int longest = 200;
        var line = new string([.. text.Take(longest).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c)]);
        return text.Length > longest ? line + "..." : line;
    }

    private static AlarmBook BookOf(ConnectionName sender, StoredState? stored) =>
        stored?.State is not { } json
            ? new AlarmBook { Sender = sender }
            : StateJson.Read<AlarmBook>(json)
                ?? throw new InvalidOperationException($"The state of {stored.Name} was written by another version.");
}
