using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>
/// The labels of one series, in the order of their names. There are a dozen at most, of which a handful are looked at:
/// a row of them is read faster than a dictionary is built.
/// </summary>
internal sealed class LabelSet
{
    /// <summary>Longer ones are hashed too, in memory that is not on the stack.</summary>
    private const int UsualBytes = 1024;

    private readonly (string Name, string Value)[] _labels;

    /// <param name="labels">Of two with the same name the last one counts.</param>
    public LabelSet(IEnumerable<KeyValuePair<string, string>> labels)
    {
        var row = labels.Select(label => (label.Key, label.Value)).ToArray();
        _labels = IsOrdered(row) ? row : [.. row.Reverse().DistinctBy(label => label.Key).OrderBy(l => l.Key, Ordinal)];
    }

    public static LabelSet None { get; } = new([]);

    private static StringComparer Ordinal => StringComparer.Ordinal;

    /// <summary>Null for a label that is not there.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var label in _labels)
            {
                if (label.Name == name)
                {
                    return label.Value;
                }
            }

            return null;
        }
    }

    public override string ToString() => string.Join('\0', _labels.Select(label => $"{label.Name}={label.Value}"));

    /// <summary>A number for those labels that count, the same in every process and for ever.</summary>
    public ulong Hash(Func<string, bool> counts)
    {
        var size = 0;
        foreach (var (name, value) in _labels)
        {
            size += counts(name) ? Encoding.UTF8.GetMaxByteCount(name.Length + value.Length) + 2 : 0;
        }

        Span<byte> room = size <= UsualBytes ? stackalloc byte[UsualBytes] : new byte[size];
        var at = 0;
        foreach (var (name, value) in _labels)
        {
            if (counts(name))
            {
                at += Write(name, room[at..]);
                at += Write(value, room[at..]);
            }
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(room[..at], hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    private static int Write(string text, Span<byte> room)
    {
        var length = Encoding.UTF8.GetBytes(text, room);
        room[length] = 0;
        return length + 1;
    }

    private static bool IsOrdered((string Name, string Value)[] labels)
    {
        for (var i = 1; i < labels.Length; i++)
        {
            if (string.CompareOrdinal(labels[i - 1].Name, labels[i].Name) >= 0)
            {
                return false;
            }
        }

        return true;
    }
}
