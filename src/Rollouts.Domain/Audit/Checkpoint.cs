using System.Text;

namespace Rollouts.Domain.Audit;

/// <summary>
/// A sealed list of the heads of all streams. It is what a cut tail or a dropped stream shows against, so it is worth
/// as much as the place it is kept in is far from the log.
/// </summary>
public sealed record Checkpoint(Instant At, ValueList<Head> Heads, string Seal)
{
    public static Checkpoint Of(Instant at, IEnumerable<Head> heads, ISeal seal)
    {
        var ordered = heads.OrderBy(head => head.Stream, StringComparer.Ordinal).ToValueList();
        return new Checkpoint(at, ordered, seal.Seal(Bytes(at, ordered)));
    }

    /// <summary>Whether it is what was sealed.</summary>
    public bool IsGenuine(ISeal seal) => seal.IsGenuine(Bytes(At, Heads), Seal);

    /// <summary>Holds all streams against it; what is wrong with each that is wrong.</summary>
    /// <param name="read">The whole of a stream; nothing for one that is not there.</param>
    public IEnumerable<(Head Head, ChainVerdict Verdict)> Compare(Func<string, IEnumerable<ChainedEntry>> read) =>
        Heads
            .Select(head => (head, Chain.Verify(head.Stream, read(head.Stream), head)))
            .Where(checkedHead => checkedHead.Item2 is not ChainVerdict.Intact);

    private static byte[] Bytes(Instant at, ValueList<Head> heads) =>
        Encoding.UTF8.GetBytes(
            $"{at}\n"
                + string.Concat(
                    heads.Select(head => $"{head.Stream.Length} {head.Stream} {head.Version} {head.Hash}\n")
                )
        );
}
