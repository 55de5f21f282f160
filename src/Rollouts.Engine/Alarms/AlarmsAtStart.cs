using System.Collections.Concurrent;
using Rollouts.Domain.Plans;
using Rollouts.Engine.Outside;

namespace Rollouts.Engine.Alarms;

/// <summary>
/// Asks the alarm systems for the alarms that already ring when a rollout is about to start. The last push may be older
/// than this service.
/// </summary>
public sealed class AlarmsAtStart(IConnections connections, TimeProvider time)
{
    /// <summary>How long an answer is reused. Queued rollouts look every few seconds.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The most answers that are kept: a hundred alarms a plan, and some plans. Beyond it all of them are dropped.
    /// </summary>
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<(string System, string Alarm), (bool Rings, long At)> _known = new();

    /// <summary>
    /// Returns the alarms of the plan that ring. A system that cannot be asked adds nothing to what it answered last: a
    /// plan relies on pushed alarms.
    /// </summary>
    public async Task<IReadOnlyList<string>> RingingAsync(Plan plan, CancellationToken cancellation)
    {
        List<string> ringing = [];
        foreach (var watcher in plan.RollBackOn.Alarms.IsEmpty ? [] : connections.WatchersOf(plan))
        {
            var stale = plan.RollBackOn.Alarms.Where(alarm => !IsFresh(watcher.System, alarm)).ToValueList();
            if (!stale.IsEmpty)
            {
                await AskAsync(watcher, stale, cancellation);
            }

            ringing.AddRange(
                plan.RollBackOn.Alarms.Where(alarm =>
                    _known.TryGetValue((watcher.System, alarm), out var known) && known.Rings
                )
            );
        }

        return ringing;
    }

    private async Task AskAsync(WatcherAccess watcher, ValueList<string> alarms, CancellationToken cancellation)
    {
        var answer = await WithTimeout.CallAsync(
            $"the alarms of '{watcher.System}'",
            Timeouts.RouterWrite,
            time,
            token => watcher.Watcher.RingingAsync(alarms, token),
            cancellation
        );
        if (!answer.TryGet(out var ringing, out _))
        {
            return;
        }

        if (_known.Count > Most)
        {
            _known.Clear();
        }

        foreach (var alarm in alarms)
        {
            _known[(watcher.System, alarm)] = (ringing.Contains(alarm), time.GetTimestamp());
        }
    }

    private bool IsFresh(string system, string alarm) =>
        _known.TryGetValue((system, alarm), out var known) && time.GetElapsedTime(known.At) < Fresh;
}
