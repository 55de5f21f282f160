using System.Collections.Concurrent;

namespace Rollouts.Worker.Outside;

/// <summary>
/// How much may be asked of one system at once. Some of it is kept free for the way back, which never waits for what
/// goes forward.
/// </summary>
public sealed class Lanes(int forward = Lanes.UsualForward, int wayBack = Lanes.UsualWayBack) : IDisposable
{
    /// <summary>Few enough for an admin socket that serves one command at a time.</summary>
    public const int UsualForward = 16;

    public const int UsualWayBack = 8;

    private readonly ConcurrentDictionary<(string System, bool IsWayBack), SemaphoreSlim> _lanes = new();

    public async Task<IDisposable> EnterAsync(string system, bool isWayBack, CancellationToken cancellation)
    {
        var lane = _lanes.GetOrAdd((system, isWayBack), key => new SemaphoreSlim(key.IsWayBack ? wayBack : forward));
        await lane.WaitAsync(cancellation);
        return new Place(lane);
    }

    public void Dispose()
    {
        foreach (var lane in _lanes.Values)
        {
            lane.Dispose();
        }
    }

    private sealed class Place(SemaphoreSlim lane) : IDisposable
    {
        public void Dispose() => lane.Release();
    }
}
