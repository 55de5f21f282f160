using Microsoft.Extensions.Logging;
using Rollouts.Engine.Loops;
using Rollouts.Engine.Outside;
using Rollouts.Integrations.Routers;
using Rollouts.Storage;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Rollouts;

/// <summary>
/// Wakes a rollout when its router reports a change of the route, so that the rollout is looked at now and not at its
/// due time. Each worker subscribes for the rollouts that it has looked at lately.
/// </summary>
public sealed class RouteAlerts(IStreamStore streams, TimeProvider time, ILogger logger) : IDisposable
{
    /// <summary>Twice the longest pause between two looks at a route.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    /// <summary>Attempts to wake a rollout during concurrent writes.</summary>
    private const int Attempts = 3;

    private readonly Lock _inbox = new();
    private readonly Dictionary<(RolloutId Rollout, TargetName Target), KeptAlert> _kept = [];
    private long _swept = time.GetTimestamp();

    /// <summary>Subscribes to changes of a route until it was not looked at for a while.</summary>
    public void Keep(RolloutId rollout, TargetName target, RouterAccess access)
    {
        if (access.Watcher is not { } watcher)
        {
            return;
        }

        lock (_inbox)
        {
            Sweep();
            if (_kept.TryGetValue((rollout, target), out var known) && known.Is(watcher, access.Route))
            {
                known.At = time.GetTimestamp();
                return;
            }

            known?.Subscription.Dispose();
            _kept[(rollout, target)] = new KeptAlert(
                watcher,
                access.Route,
                watcher.Watch(access.Route, what => Drifted(rollout, target, what)),
                time.GetTimestamp()
            );
        }
    }

    public void Dispose()
    {
        lock (_inbox)
        {
            foreach (var one in _kept.Values)
            {
                one.Subscription.Dispose();
            }

            _kept.Clear();
        }
    }

    // The watcher follows all routes of a cluster, so its callback must not block.
    private void Drifted(RolloutId rollout, TargetName target, string what)
    {
        logger.RouteDrifted(rollout, target, what);
        _ = Task.Run(() => WakeAsync(rollout));
    }

    private async Task WakeAsync(RolloutId rollout)
    {
        var stream = StreamName.Of(rollout);
        try
        {
            for (var attempt = 1; attempt <= Attempts; attempt++)
            {
                var loaded = await streams.LoadAsync([stream], CancellationToken.None);
                if (loaded.Streams[0] is not { } there)
                {
                    return;
                }

                var wake = new StreamWrite(stream, there.Version) { Due = DueTime.Now };
                var outcomes = await streams.CommitAsync(
                    [new Commit { Writes = [wake], Wakes = true }],
                    CancellationToken.None
                );
                if (outcomes[0] is CommitOutcome.Written)
                {
                    return;
                }
            }
        }
        // The boundary of this job. The rollout is still looked at when it is due.
        catch (Exception exception)
        {
            logger.NotWoken(rollout, exception);
        }
    }

    private void Sweep()
    {
        if (time.GetElapsedTime(_swept) < Kept)
        {
            return;
        }

        _swept = time.GetTimestamp();
        foreach (var (key, one) in _kept.Where(pair => time.GetElapsedTime(pair.Value.At) > Kept).ToList())
        {
            one.Subscription.Dispose();
            _kept.Remove(key);
        }
    }

    private sealed class KeptAlert(IRouteWatcher watcher, RouteArms route, IDisposable subscription, long at)
    {
        public IDisposable Subscription => subscription;

        public long At { get; set; } = at;

        public bool Is(IRouteWatcher other, RouteArms arms) => ReferenceEquals(watcher, other) && route == arms;
    }
}
