namespace Rollouts.Api.Live;

/// <summary>All listeners, and the last version that was sent for each rollout with listeners.</summary>
internal sealed class Listeners
{
    private const int Most = 2000;

    /// <summary>A dashboard in many windows. It takes twenty callers to use all places.</summary>
    private const int MostOfOne = 100;

    private readonly Lock _lock = new();
    private readonly List<Listener> _all = [];
    private readonly Dictionary<RolloutId, int> _told = [];

    /// <summary>Returns false if there are too many listeners.</summary>
    /// <param name="version">The version of the rollout just before. All later events are sent.</param>
    public bool TryAdd(Listener listener, int version)
    {
        lock (_lock)
        {
            if (_all.Count >= Most || _all.Count(other => other.Caller.Id == listener.Caller.Id) >= MostOfOne)
            {
                return false;
            }

            _all.Add(listener);
            if (listener.Rollout is { } rollout)
            {
                _told.TryAdd(rollout, version);
            }

            return true;
        }
    }

    public void Remove(Listener listener)
    {
        lock (_lock)
        {
            _all.RemoveAll(other => ReferenceEquals(other, listener));
            if (listener.Rollout is { } rollout && !_all.Exists(other => other.Rollout == rollout))
            {
                _told.Remove(rollout);
            }
        }
    }

    public IReadOnlyList<Listener> All()
    {
        lock (_lock)
        {
            return [.. _all];
        }
    }

    public IReadOnlyList<Listener> OfList()
    {
        lock (_lock)
        {
            return [.. _all.Where(listener => listener.Rollout is null)];
        }
    }

    public IReadOnlyDictionary<RolloutId, int> Told()
    {
        lock (_lock)
        {
            return new Dictionary<RolloutId, int>(_told);
        }
    }

    public void Tell(RolloutId rollout, int version, LiveEvent happened)
    {
        lock (_lock)
        {
            if (_told.ContainsKey(rollout))
            {
                _told[rollout] = version;
            }

            _all.FindAll(listener => listener.Rollout == rollout).ForEach(listener => listener.Tell(happened));
        }
    }

    public void LetGo(Predicate<Caller> whose)
    {
        lock (_lock)
        {
            _all.FindAll(listener => whose(listener.Caller)).ForEach(listener => listener.LetGo());
        }
    }
}
