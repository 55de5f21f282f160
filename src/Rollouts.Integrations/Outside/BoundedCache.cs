using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Rollouts.Integrations.Outside;

/// <summary>
/// Caches values that a function derives from their key alone. When the cache exceeds its limit, it drops all entries
/// at once, which costs one more computation of each.
/// </summary>
public sealed class BoundedCache<TKey, TValue>(int most, IEqualityComparer<TKey>? comparer = null)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _known = new(comparer ?? EqualityComparer<TKey>.Default);
    private int _count;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) => _known.TryGetValue(key, out value);

    public TValue GetOrMake(TKey key, Func<TKey, TValue> make)
    {
        if (!_known.TryGetValue(key, out var value))
        {
            Keep(key, value = make(key));
        }

        return value;
    }

    public void Remove(TKey key)
    {
        if (_known.TryRemove(key, out _))
        {
            Interlocked.Decrement(ref _count);
        }
    }

    public void Keep(TKey key, TValue value)
    {
        // Counted here, because counting in the dictionary would lock all of it.
        if (_known.TryAdd(key, value))
        {
            if (Interlocked.Increment(ref _count) > most)
            {
                _known.Clear();
                Interlocked.Exchange(ref _count, 0);
            }
        }
        else
        {
            _known[key] = value;
        }
    }
}
