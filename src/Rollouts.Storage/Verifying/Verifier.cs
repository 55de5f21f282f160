using Rollouts.Domain.Audit;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Streams;

namespace Rollouts.Storage.Verifying;

/// <summary>
/// Detects changed, dropped, moved or cut records. It reads streams record by record, so a long log takes long, but
/// needs no more memory than the list of heads of a checkpoint.
/// </summary>
public sealed class Verifier(IStore store, ISeal seal)
{
    /// <summary>The most findings that are listed. A longer list would not be read.</summary>
    private const int ListedFindings = 1_000;

    /// <summary>Checks one stream against the newest genuine checkpoint.</summary>
    public async Task<ChainVerdict> VerifyAsync(StreamName stream, CancellationToken cancellation)
    {
        var (checkpoint, _) = await GenuineCheckpoints.NewestAsync(store, seal, cancellation).ConfigureAwait(false);
        var vouched = checkpoint?.Heads.FirstOrDefault(head => head.Stream == stream.Text);
        var loaded = await store.Streams.LoadAsync([stream], cancellation).ConfigureAwait(false);
        return loaded.Streams[0] is { } there
            ? (await WalkAsync(HeadOf(there), vouched, cancellation).ConfigureAwait(false)).Verdict
            : Missing(stream, vouched);
    }

    /// <summary>Checks all streams against the newest genuine checkpoint of the store.</summary>
    /// <param name="look">Called after each stream with the number of records that were read.</param>
    public async Task<Verification> VerifyAllAsync(CancellationToken cancellation, Action<long>? look = null)
    {
        var (checkpoint, forged) = await GenuineCheckpoints
            .NewestAsync(store, seal, cancellation)
            .ConfigureAwait(false);
        return await VerifyAllAsync(checkpoint, forged, look, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Checks all streams against a checkpoint that was kept elsewhere. A checkpoint that is not genuine proves
    /// nothing.
    /// </summary>
    public Task<Verification> VerifyAllAsync(Checkpoint kept, CancellationToken cancellation) =>
        kept.IsGenuine(seal)
            ? VerifyAllAsync(kept, 0, look: null, cancellation)
            : VerifyAllAsync(null, 1, look: null, cancellation);

    private async Task<Verification> VerifyAllAsync(
        Checkpoint? checkpoint,
        int forged,
        Action<long>? look,
        CancellationToken cancellation
    )
    {
        var vouched = (checkpoint?.Heads ?? []).ToDictionary(head => head.Stream, StringComparer.Ordinal);
        var (streams, records, faults) = (0, 0L, 0);
        var findings = new List<StreamFinding>();

        void Find(string stream, ChainVerdict verdict)
        {
            faults++;
            if (findings.Count < ListedFindings)
            {
                findings.Add(new StreamFinding(new StreamName(stream), verdict));
            }
        }

        await foreach (var head in store.Streams.HeadsAsync(new StreamName(""), cancellation).ConfigureAwait(false))
        {
            vouched.Remove(head.Stream, out var expected);
            var (verdict, length) = await WalkAsync(head, expected, cancellation).ConfigureAwait(false);
            (streams, records) = (streams + 1, records + length);
            look?.Invoke(records);
            if (verdict is not ChainVerdict.Intact)
            {
                Find(head.Stream, verdict);
            }
        }

        foreach (var dropped in vouched.Values.OrderBy(head => head.Stream, StringComparer.Ordinal))
        {
            Find(dropped.Stream, Missing(new StreamName(dropped.Stream), dropped));
        }

        return new Verification(streams, records, checkpoint?.At, forged, findings.ToValueList(), faults);
    }

    /// <param name="head">The head of the stream in the store.</param>
    private async Task<(ChainVerdict Verdict, int Length)> WalkAsync(
        Head head,
        Head? vouched,
        CancellationToken cancellation
    )
    {
        var stream = new StreamName(head.Stream);
        var walk = new ChainWalk(head.Stream, vouched is null ? [head] : [head, vouched]);
        await foreach (var entry in store.Streams.ReadAsync(stream, 0, cancellation).ConfigureAwait(false))
        {
            if (walk.Next(entry) is { } fault)
            {
                return (fault, walk.Head.Version);
            }
        }

        var verdict = walk.End();
        if (verdict is ChainVerdict.Intact && walk.Head.Version > head.Version)
        {
            // The stream may have grown during the read. If the store's head does not include the growth, another
            // program has written the records.
            var now = (await store.Streams.LoadAsync([stream], cancellation).ConfigureAwait(false)).Streams[0];
            if (now is null || now.Version < walk.Head.Version)
            {
                verdict = new ChainVerdict.OutOfOrder(head.Version, head.Stream, walk.Head.Version);
            }
        }

        return (verdict, walk.Head.Version);
    }

    private static ChainVerdict Missing(StreamName stream, Head? vouched) =>
        vouched is null
            ? new ChainVerdict.Intact(new Head(stream.Text, 0, Hash.Beginning))
            : new ChainVerdict.Truncated(0, vouched.Version);

    private static Head HeadOf(StoredState stream) => new(stream.Name.Text, stream.Version, stream.Head);
}
