using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Keys;
using Rollouts.Engine.Loops;
using Rollouts.Engine.Sessions;
using Rollouts.Storage;
using Rollouts.Storage.Streams;

namespace Rollouts.Api.Live;

/// <summary>
/// Reads changes and sends them to all listeners. A pass is a few queries regardless of the number of listeners, and
/// none without listeners. The store notifies this loop of rows written on any machine. Each pass also looks for
/// records of single rollouts.
/// </summary>
internal sealed class LiveLoop(
    Listeners listeners,
    ListNews news,
    KeyRepository keys,
    SessionRepository sessions,
    StoreClock clock,
    IStreamStore streams,
    TimeProvider time,
    IHostApplicationLifetime life,
    LoopHealth health,
    ILogger<LiveLoop> logger
) : GuardedLoop(health, logger, time)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(400);

    /// <summary>Changes within this time are sent together.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    /// <summary>A listener that reconnects within this time misses no event.</summary>
    private static readonly TimeSpan Absence = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan HeartBeat = TimeSpan.FromSeconds(15);

    private long _heardOfList;
    private long _heartBeatAt;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // The web server waits for open connections when it stops, and these would never end by themselves.
        life.ApplicationStopping.Register(() => listeners.LetGo(_ => true));
        _heartBeatAt = Time.GetTimestamp();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task<TimeSpan> PassAsync(CancellationToken stopping)
    {
        await GuardAsync("the list of live rollouts", () => TellOfListAsync(stopping), stopping);
        await TellOfRolloutsAsync(stopping);
        if (Time.GetElapsedTime(_heartBeatAt) >= HeartBeat)
        {
            _heartBeatAt = Time.GetTimestamp();
            await LetGoRevokedAsync(stopping);
            Tell(listeners.All(), LiveEvent.Heartbeat);
        }

        return Beat;
    }

    /// <summary>Waits for a notification of the store, or for the pause.</summary>
    protected override async Task RestAsync(TimeSpan pause, CancellationToken stopping)
    {
        await Task.Delay(Gathering, Time, stopping);
        await news.WaitAsync(pause - Gathering, stopping);
    }

    private async Task TellOfListAsync(CancellationToken cancellation)
    {
        if (listeners.OfList().Count > 0)
        {
            _heardOfList = Time.GetTimestamp();
        }
        else if (!news.IsKnown || Time.GetElapsedTime(_heardOfList) > Absence)
        {
            news.Forget();
            return;
        }

        var isFirst = !news.IsKnown;
        var happened = await news.LookAsync(cancellation);
        var ofList = listeners.OfList();
        if (isFirst)
        {
            Tell(ofList, LiveEvent.Reset);
        }

        foreach (var (row, one) in happened)
        {
            Tell(ofList.Where(listener => LiveEndpoints.Reaches(listener.Caller, row)), one);
        }
    }

    private async Task TellOfRolloutsAsync(CancellationToken cancellation)
    {
        var told = listeners.Told().ToList();
        if (told.Count == 0)
        {
            return;
        }

        var loaded = await streams.LoadAsync([.. told.Select(pair => StreamName.Of(pair.Key))], cancellation);
        for (var i = 0; i < told.Count; i++)
        {
            var (rollout, version) = told[i];
            if (loaded.Streams[i] is not { } stream || stream.Version <= version)
            {
                continue;
            }

            await GuardAsync(
                $"events of rollout {rollout}",
                () => TellOfAsync(rollout, stream.Name, version, cancellation),
                cancellation
            );
        }
    }

    private async Task TellOfAsync(RolloutId rollout, StreamName stream, int version, CancellationToken cancellation)
    {
        await foreach (var chained in streams.ReadAsync(stream, version, cancellation))
        {
            listeners.Tell(rollout, chained.Entry.Version, LiveEndpoints.EventOf(chained));
        }
    }

    private async Task LetGoRevokedAsync(CancellationToken cancellation)
    {
        var shown = listeners.All().Select(listener => listener.Caller.Key).OfType<Domain.Access.AccessKey>();
        foreach (var id in shown.Select(key => key.Id).Distinct().ToList())
        {
            if (
                !await IsGoodAsync(
                    $"key {id}",
                    async () => (await keys.FindAsync(id, cancellation))?.IsLive(clock.Latest) is true,
                    cancellation
                )
            )
            {
                listeners.LetGo(caller => caller.Key?.Id == id);
            }
        }

        foreach (var id in listeners.All().Select(listener => listener.Caller.Session?.Id).Distinct().ToList())
        {
            if (
                id is { } one
                && !await IsGoodAsync(
                    $"session {one}",
                    async () => await sessions.FindAsync(one, cancellation) is not null,
                    cancellation
                )
            )
            {
                listeners.LetGo(caller => caller.Session?.Id == one);
            }
        }

        listeners.LetGo(caller => caller.Until is { } until && clock.Latest >= until);
    }

    /// <summary>Treats a key or a session that cannot be read as invalid and disconnects its listeners.</summary>
    private async Task<bool> IsGoodAsync(string item, Func<Task<bool>> look, CancellationToken cancellation)
    {
        var isGood = false;
        await GuardAsync(item, async () => isGood = await look(), cancellation);
        return isGood;
    }

    private static void Tell(IEnumerable<Listener> all, LiveEvent happened)
    {
        foreach (var listener in all)
        {
            listener.Tell(happened);
        }
    }
}
