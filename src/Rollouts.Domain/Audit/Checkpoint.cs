using System.Text;

namespace Rollouts.Domain.Audit;

/// <summary>
/// A sealed list of the heads of all streams. Against it, a truncated tail or a dropped stream shows. It protects only
/// if it is kept in another place than the log.
/// </summary>
public sealed record Checkpoint(Instant At, ValueList<Head> Heads, string Seal)
{
    public static Checkpoint Of(Instant at, IEnumerable<Head> heads, ISeal seal)
    {
        var ordered = heads.OrderBy(head => head.Stream, StringComparer.Ordinal).ToValueList();
        return new Checkpoint(at, ordered, seal.Seal(Bytes(at, ordered)));
    }

    /// <summary>Whether the seal matches the content.</summary>
    public bool IsGenuine(ISeal seal) => seal.IsGenuine(Bytes(At, Heads), Seal);

    /// <summary>Checks all streams against the checkpoint. Returns the faults.</summary>
    /// <param name="read">Returns a whole stream; empty if it does not exist.</param>
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
