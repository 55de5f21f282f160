using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Rollouts.Domain.Audit;

/// <summary>
/// The hash chain of a stream. Whoever changes, drops, inserts or reorders a record breaks every hash after it; a
/// cut tail shows only against a head that was kept elsewhere, which is what checkpoints are for.
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
    /// <param name="expected">The head that somebody else vouches for; null to check only what is there.</param>
    public static ChainVerdict Verify(string stream, IEnumerable<ChainedEntry> entries, Head? expected = null)
    {
        var walk = new ChainWalk(stream, expected is null ? [] : [expected]);
        return entries.Select(walk.Next).FirstOrDefault(fault => fault is not null) ?? walk.End();
    }

    private static void Add(IncrementalHash hash, string text) => Add(hash, Encoding.UTF8.GetBytes(text));

    // Each part is preceded by its length, so that no two entries come down to the same bytes.
    private static void Add(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
