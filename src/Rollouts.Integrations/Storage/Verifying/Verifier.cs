using Rollouts.Domain.Audit;
using Rollouts.Integrations.Storage.Streams;

namespace Rollouts.Integrations.Storage.Verifying;

/// <summary>
/// Checks that nobody has changed, dropped, moved or cut what was written. Streams are read record by record, so it
/// takes long for a long log, and no more memory than the list of heads of a checkpoint.
/// </summary>
public sealed class Verifier(IStore store, ISeal seal)
{
    /// <summary>When more than this is wrong, nobody reads on.</summary>
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
    public async Task<Verification> VerifyAllAsync(CancellationToken cancellation)
    {
        var (checkpoint, forged) = await GenuineCheckpoints
            .NewestAsync(store, seal, cancellation)
            .ConfigureAwait(false);
        return await VerifyAllAsync(checkpoint, forged, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Checks all streams against a checkpoint that was kept elsewhere. One that is not genuine vouches for nothing.
    /// </summary>
    public Task<Verification> VerifyAllAsync(Checkpoint kept, CancellationToken cancellation) =>
        kept.IsGenuine(seal) ? VerifyAllAsync(kept, 0, cancellation) : VerifyAllAsync(null, 1, cancellation);

    private async Task<Verification> VerifyAllAsync(Checkpoint? checkpoint, int forged, CancellationToken cancellation)
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

    /// <param name="head">Where the store says that the stream is.</param>
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
            // It may have grown while it was read; if the store knows nothing of that, somebody else has written.
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
