using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Rollouts.Domain.Audit;

/// <summary>
/// The hash chain of a stream. A record that is changed, dropped, inserted or reordered breaks every hash after it. A
/// truncated tail shows only against a head that was kept elsewhere, which is why checkpoints exist.
/// </summary>
public static class Chain
{
    public static Hash Next(Hash previous, Entry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, Convert.FromHexString(previous.Hex));
        Add(hash, entry.Stream);
        Add(hash, entry.Version.ToString());
        Add(hash, entry.Event);
        Add(hash, entry.At.ToString());
        Add(hash, CanonicalJson.Of(entry.By));
        Add(hash, entry.Cause);
        Add(hash, entry.CauseKey ?? "");
        Add(hash, entry.Reason);
        Add(hash, CanonicalJson.Of(entry.Data));
        return new Hash(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public static IEnumerable<ChainedEntry> Link(Hash previous, IEnumerable<Entry> entries)
    {
        foreach (var entry in entries)
        {
            previous = Next(previous, entry);
            yield return new ChainedEntry(entry, previous);
        }
    }

    /// <summary>Checks a whole stream from its beginning.</summary>
    /// <param name="expected">A head from an independent record; null to check only the entries themselves.</param>
    public static ChainVerdict Verify(string stream, IEnumerable<ChainedEntry> entries, Head? expected = null)
    {
        var walk = new ChainWalk(stream, expected is null ? [] : [expected]);
        return entries.Select(walk.Next).FirstOrDefault(fault => fault is not null) ?? walk.End();
    }

    private static void Add(IncrementalHash hash, string text) => Add(hash, Encoding.UTF8.GetBytes(text));

    // The length precedes each part, so that two different entries never yield the same bytes.
    private static void Add(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
