using Rollouts.Domain.Audit;

namespace Rollouts.Storage.Streams;

/// <summary>A stream to load.</summary>
/// <param name="Known">
/// The head whose state the reader already has. If the stream is still there, the answer leaves its state out.
/// </param>
public readonly record struct Wanted(StreamName Name, Hash? Known = null)
{
    public static implicit operator Wanted(StreamName name) => new(name);

    /// <summary>Lists each stream once. A state is left out only if all of its readers have it.</summary>
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
