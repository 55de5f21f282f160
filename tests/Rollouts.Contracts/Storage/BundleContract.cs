using Rollouts.Storage.Bundles;

namespace Rollouts.Contracts.Storage;

/// <summary>What was sealed comes back, and never changes.</summary>
public abstract class BundleContract(IStoreHarness harness) : StoreContract(harness)
{
    private static readonly Instant Noon = new(1_772_445_600_123_456);

    [Fact]
    public async Task Before_it_is_sealed_there_is_none()
    {
        Assert.Null(await Store.Bundles.FindAsync(Id(1), default));
        Assert.Null(await Store.Bundles.SealedAtAsync(Id(1), default));
    }

    [Fact]
    public async Task A_bundle_is_read_back_as_it_was_sealed()
    {
        byte[] bytes = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 31))];
        Assert.True(await Store.Bundles.SealAsync(Id(1), new SealedBundle(Noon, bytes), default));

        var found = await Store.Bundles.FindAsync(Id(1), default);
        Assert.Equal((Noon, true), (found!.At, found.Bytes.Span.SequenceEqual(bytes)));
        Assert.Equal(Noon, await Store.Bundles.SealedAtAsync(Id(1), default));
        Assert.Null(await Store.Bundles.FindAsync(Id(2), default));
    }

    [Fact]
    public async Task What_was_sealed_is_not_sealed_again()
    {
        Assert.True(await Store.Bundles.SealAsync(Id(1), new SealedBundle(Noon, new byte[] { 1 }), default));
        Assert.False(
            await Store.Bundles.SealAsync(
                Id(1),
                new SealedBundle(Noon + TimeSpan.FromHours(1), new byte[] { 2 }),
                default
            )
        );

        var found = await Store.Bundles.FindAsync(Id(1), default);
        Assert.Equal((Noon, 1), (found!.At, found.Bytes.Span[0]));
    }
}
