using Rollouts.Domain.Audit;
using Rollouts.Storage.Stores;

namespace Rollouts.Storage.Verifying;

/// <summary>
/// Seals the heads of all streams. It never seals heads that contradict the previous checkpoint, because the next
/// checkpoint must not hide that a log was cut.
/// </summary>
public sealed class CheckpointWriter(IStore store, ISeal seal)
{
    /// <summary>Seals the heads of all streams, unless one is faulty. Then the result names the faults.</summary>
    public async Task<CheckpointResult> WriteAsync(CancellationToken cancellation)
    {
        var (before, _) = await GenuineCheckpoints.NewestAsync(store, seal, cancellation).ConfigureAwait(false);
        var vouched = (before?.Heads ?? []).ToDictionary(head => head.Stream, StringComparer.Ordinal);
        var now = (await store.Streams.LoadAsync([], cancellation).ConfigureAwait(false)).Now;
        var heads = new List<Head>();
        var findings = new List<StreamFinding>();
        await foreach (var head in store.Streams.HeadsAsync(new StreamName(""), cancellation).ConfigureAwait(false))
        {
            heads.Add(head);
            if (
                vouched.Remove(head.Stream, out var expected)
                && await FaultAsync(head, expected, cancellation).ConfigureAwait(false) is { } fault
            )
            {
                findings.Add(new StreamFinding(new StreamName(head.Stream), fault));
            }
        }

        findings.AddRange(
            vouched.Values.Select(head => new StreamFinding(
                new StreamName(head.Stream),
                new ChainVerdict.Truncated(0, head.Version)
            ))
        );
        if (findings.Count > 0)
        {
            return new CheckpointResult.Contradicted(findings.ToValueList());
        }

        // Two checkpoints with the same time would hide one another.
        var at = before is { } last && now <= last.At ? last.At + TimeSpan.FromMicroseconds(1) : now;
        var checkpoint = Checkpoint.Of(at, heads, seal);
        await store.Checkpoints.SaveAsync(checkpoint, cancellation).ConfigureAwait(false);
        return new CheckpointResult.Sealed(checkpoint);
    }

    // Not the whole stream, which would be read again and again: only the record at the head of the last checkpoint.
    private async Task<ChainVerdict?> FaultAsync(Head head, Head expected, CancellationToken cancellation)
    {
        if (head.Version < expected.Version)
        {
            return new ChainVerdict.Truncated(head.Version, expected.Version);
        }

        var then =
            head.Version == expected.Version ? head.Hash
            : expected.Version == 0 ? expected.Hash
            : await HashAtAsync(expected, cancellation).ConfigureAwait(false);
        return then == expected.Hash ? null : new ChainVerdict.Replaced(expected.Version);
    }

    private async Task<Hash?> HashAtAsync(Head head, CancellationToken cancellation)
    {
        var records = store.Streams.ReadAsync(new StreamName(head.Stream), head.Version - 1, cancellation);
        var first = await records.FirstOrDefaultAsync(cancellation).ConfigureAwait(false);
        return first?.Entry.Version == head.Version ? first.Hash : null;
    }
}
