namespace Rollouts.Domain.Audit;

/// <summary>
/// Checks a stream record by record, so that a stream of any length is checked without loading it whole. The caller
/// stops at the first fault.
/// </summary>
/// <param name="expected">Heads from an independent record. The stream must contain each of them.</param>
public sealed class ChainWalk(string stream, IReadOnlyList<Head> expected)
{
    private readonly Hash?[] _found = new Hash?[expected.Count];

    /// <summary>The last record that passed the check.</summary>
    public Head Head { get; private set; } = new(stream, 0, Hash.Beginning);

    /// <summary>Checks the next record. Returns the fault, or null if the record is intact.</summary>
    public ChainVerdict? Next(ChainedEntry chained)
    {
        var (entry, hash) = chained;
        if (entry.Stream != stream || entry.Version != Head.Version + 1)
        {
            return new ChainVerdict.OutOfOrder(Head.Version + 1, entry.Stream, entry.Version);
        }

        if (Chain.Next(Head.Hash, entry) != hash)
        {
            return new ChainVerdict.Changed(entry.Version);
        }

        Head = new Head(stream, entry.Version, hash);
        for (var i = 0; i < expected.Count; i++)
        {
            _found[i] = expected[i].Version == entry.Version ? hash : _found[i];
        }

        return null;
    }

    /// <summary>Checks the end of the stream against the expected heads.</summary>
    public ChainVerdict End()
    {
        foreach (var (place, head) in expected.Index())
        {
            if (Head.Version < head.Version)
            {
                return new ChainVerdict.Truncated(Head.Version, head.Version);
            }

            if (head.Version > 0 && _found[place] != head.Hash)
            {
                return new ChainVerdict.Replaced(head.Version);
            }
        }

        return new ChainVerdict.Intact(Head);
    }
}
