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
        var (previous, version) = (Hash.Beginning, 0);
        Hash? atExpected = null;
        foreach (var (entry, hash) in entries)
        {
            if (entry.Stream != stream || entry.Version != version + 1)
            {
                return new ChainVerdict.OutOfOrder(version + 1, entry.Stream, entry.Version);
            }

            if (Next(previous, entry) != hash)
            {
                return new ChainVerdict.Changed(entry.Version);
            }

            (previous, version) = (hash, entry.Version);
            atExpected = version == expected?.Version ? hash : atExpected;
        }

        return expected switch
        {
            null => new ChainVerdict.Intact(new Head(stream, version, previous)),
            { Version: var least } when version < least => new ChainVerdict.Truncated(version, least),
            { Hash: var head } when atExpected != head => new ChainVerdict.Replaced(expected.Version),
            _ => new ChainVerdict.Intact(new Head(stream, version, previous)),
        };
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
