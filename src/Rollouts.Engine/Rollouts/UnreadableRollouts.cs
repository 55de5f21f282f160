using System.Collections.Concurrent;

namespace Rollouts.Engine.Rollouts;

/// <summary>
/// The rollouts that this process failed to read, because another build wrote them. A rollout leaves the set when it is
/// read again, and after a time without another attempt, since another build drives it then.
/// </summary>
public sealed class UnreadableRollouts(TimeProvider time)
{
    private const int Most = 1000;

    /// <summary>A rollout that no worker drives is claimed again far sooner by any of the workers.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<RolloutId, long> _failed = new();

    public int Count
    {
        get
        {
            foreach (var (id, at) in _failed)
            {
                if (time.GetElapsedTime(at) > Kept)
                {
                    _failed.TryRemove(KeyValuePair.Create(id, at));
                }
            }

            return _failed.Count;
        }
    }

    /// <summary>What an operator should do about the rollouts; null if all rollouts can be read.</summary>
    public string? Problem =>
        Count is > 0 and var count
            ? $"{count} rollouts cannot be read by this build; run a worker of the build that wrote them"
            : null;

    public void Failed(RolloutId id)
    {
        if (_failed.ContainsKey(id) || _failed.Count < Most)
        {
            _failed[id] = time.GetTimestamp();
        }
    }

    public void WasRead(RolloutId id) => _failed.TryRemove(id, out _);
}
