using Rollouts.Domain.Audit;

namespace Rollouts.Integrations.Storage.Streams;

/// <summary>A stream that somebody wants to read.</summary>
/// <param name="Known">
/// The head that the reader has the state of already; where the stream still stands there, its state is left out of
/// the answer.
/// </param>
public readonly record struct Wanted(StreamName Name, Hash? Known = null)
{
    public static implicit operator Wanted(StreamName name) => new(name);

    /// <summary>Each stream once. What not all of its readers know is not left out.</summary>
    public static IReadOnlyList<Wanted> Each(IEnumerable<Wanted> wanted)
    {
        Dictionary<StreamName, Wanted> each = [];
        foreach (var one in wanted)
        {
            each[one.Name] = each.TryGetValue(one.Name, out var other) && other.Known != one.Known ? one.Name : one;
        }

        return [.. each.Values];
    }
}
