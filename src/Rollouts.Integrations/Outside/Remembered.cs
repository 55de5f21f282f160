using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Rollouts.Integrations.Outside;

/// <summary>
/// What was worked out once and would come out the same again. There is an end to it: beyond so many all are forgotten
/// at once, which costs working each of them out one more time.
/// </summary>
public sealed class Remembered<TKey, TValue>(int most, IEqualityComparer<TKey>? comparer = null)
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

    public void Keep(TKey key, TValue value)
    {
        // Counted here: the dictionary would lock all of itself to count what it has.
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
