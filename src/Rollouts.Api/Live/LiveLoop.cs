using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rollouts.Api.Identity;
using Rollouts.Api.SignIn;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker;

namespace Rollouts.Api.Live;

/// <summary>
/// Looks what is new and tells all who listen. However many they are, a look is a few queries, and none where nobody
/// listens. It looks and is not woken: news come from other machines too.
/// </summary>
internal sealed partial class LiveLoop(
    Listeners listeners,
    ListNews news,
    KeyCabinet cabinet,
    SessionCabinet sessions,
    Engine engine,
    TimeProvider time,
    IHostApplicationLifetime life,
    ILogger<LiveLoop> logger
) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(400);

    /// <summary>Whoever is cut off comes back within it, and misses nothing.</summary>
    private static readonly TimeSpan Absence = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan HeartBeat = TimeSpan.FromSeconds(15);

    private long _heardOfList;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The web server waits for open lines when it stops, and these would never end by themselves.
        await using var ending = life.ApplicationStopping.Register(() => listeners.LetGo(_ => true));
        var heard = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TellAsync(stoppingToken);
                if (time.GetElapsedTime(heard) >= HeartBeat)
                {
                    heard = time.GetTimestamp();
                    await LetGoRevokedAsync(stoppingToken);
                    Tell(listeners.All(), LiveEvent.Heartbeat);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (StoreUnavailableException exception)
            {
                LogStore(logger, exception);
            }

            await Task.Delay(Beat, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TellAsync(CancellationToken cancellation)
    {
        await TellOfListAsync(cancellation);
        await TellOfRolloutsAsync(cancellation);
    }

    private async Task TellOfListAsync(CancellationToken cancellation)
    {
        if (listeners.OfList().Count > 0)
        {
            _heardOfList = time.GetTimestamp();
        }
        else if (!news.IsKnown || time.GetElapsedTime(_heardOfList) > Absence)
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
            Tell(ofList.Where(listener => LiveApi.Reaches(listener.Caller, row)), one);
        }
    }

    private async Task TellOfRolloutsAsync(CancellationToken cancellation)
    {
        var told = listeners.Told().ToList();
        if (told.Count == 0)
        {
            return;
        }

        var loaded = await engine.Streams.LoadAsync([.. told.Select(pair => StreamName.Of(pair.Key))], cancellation);
        for (var i = 0; i < told.Count; i++)
        {
            var (rollout, version) = told[i];
            if (loaded.Streams[i] is not { } stream || stream.Version <= version)
            {
                continue;
            }

            await foreach (var chained in engine.Streams.ReadAsync(stream.Name, version, cancellation))
            {
                listeners.Tell(rollout, chained.Entry.Version, LiveApi.EventOf(chained));
            }
        }
    }

    private async Task LetGoRevokedAsync(CancellationToken cancellation)
    {
        var keys = listeners.All().Select(listener => listener.Caller.Key).OfType<Domain.Access.AccessKey>();
        foreach (var id in keys.Select(key => key.Id).Distinct().ToList())
        {
            if (await cabinet.FindAsync(id, cancellation) is not { } key || !key.IsLive(engine.Clock.Now))
            {
                listeners.LetGo(caller => caller.Key?.Id == id);
            }
        }

        foreach (var id in listeners.All().Select(listener => listener.Caller.Session?.Id).Distinct().ToList())
        {
            if (id is { } one && await sessions.FindAsync(one, cancellation) is null)
            {
                listeners.LetGo(caller => caller.Session?.Id == one);
            }
        }

        listeners.LetGo(caller => caller.Until is { } until && engine.Clock.Now >= until);
    }

    private static void Tell(IEnumerable<Listener> all, LiveEvent happened)
    {
        foreach (var listener in all)
        {
            listener.Tell(happened);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The store is out of reach; listeners hear of it later")]
    private static partial void LogStore(ILogger logger, Exception exception);
}
