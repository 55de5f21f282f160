using System.Collections.Concurrent;
using Rollouts.Domain.Plans;
using Rollouts.Worker.Outside;

namespace Rollouts.Worker.Alarms;

/// <summary>
/// Alarms that ring already when a rollout is to start, asked of whoever watches them: the last push may have been long
/// before this service was there to hear it.
/// </summary>
public sealed class AlarmsAtStart(IConnections connections, TimeProvider time)
{
    /// <summary>Rollouts that wait look every few seconds; the answer may be that old.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);

    /// <summary>A hundred names a plan and some plans at once; beyond it everything is asked anew.</summary>
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<(string System, string Alarm), (bool Rings, long At)> _known = new();

    /// <summary>
    /// The alarms of a plan that ring. Whoever cannot be asked says nothing: pushed alarms are what a plan counts on.
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
        var answer = await Timed.CallAsync(
            $"the alarms of '{watcher.System}'",
            Patience.RouterWrite,
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
