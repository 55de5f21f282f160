namespace Rollouts.Engine.Outside;

/// <summary>
/// Bounds the concurrent calls to one system. Some places are reserved for rollbacks, which never wait for forward
/// moves. Plans contain the names of systems, so a lane exists only while a call holds it or waits for it.
/// </summary>
public sealed class RouterLanes(int forward = RouterLanes.UsualForward, int wayBack = RouterLanes.UsualWayBack)
{
    /// <summary>Few enough for an admin socket that serves one command at a time.</summary>
    public const int UsualForward = 16;

    public const int UsualWayBack = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string System, bool IsWayBack), Lane> _lanes = [];

    /// <summary>The number of lanes in use.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _lanes.Count;
            }
        }
    }

    public async Task<IDisposable> EnterAsync(string system, bool isWayBack, CancellationToken cancellation)
    {
        var lane = Join((system, isWayBack));
        var entered = false;
        try
        {
            await lane.Places.WaitAsync(cancellation);
            entered = true;
            return new Place(this, lane);
        }
        finally
        {
            if (!entered)
            {
                Leave(lane);
            }
        }
    }

    private Lane Join((string System, bool IsWayBack) key)
    {
        lock (_gate)
        {
            if (!_lanes.TryGetValue(key, out var lane))
            {
                _lanes[key] = lane = new Lane(key, key.IsWayBack ? wayBack : forward);
            }

            lane.Calls++;
            return lane;
        }
    }

    private void Leave(Lane lane)
    {
        lock (_gate)
        {
            lane.Calls--;
            if (lane.Calls > 0)
            {
                return;
            }

            _lanes.Remove(lane.Key);
        }

        lane.Places.Dispose();
    }

    private sealed class Lane((string System, bool IsWayBack) key, int places)
    {
        public (string System, bool IsWayBack) Key => key;

        public SemaphoreSlim Places { get; } = new(places);

        /// <summary>The calls that hold a place or wait for one; guarded by the gate.</summary>
        public int Calls { get; set; }
    }

    private sealed class Place(RouterLanes lanes, Lane lane) : IDisposable
    {
        private bool _left;

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref _left, value: true))
            {
                lane.Places.Release();
                lanes.Leave(lane);
            }
        }
    }
}
