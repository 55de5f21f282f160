using Rollouts.Contracts.Storage;
using Rollouts.Storage.Coalescing;
using Rollouts.Storage.Stores;

namespace Rollouts.Integrations.Tests.Storage.Gathering;

/// <summary>Another harness's store, with what is asked of it gathered.</summary>
internal sealed class GatheringHarness(IStoreHarness harness) : IStoreHarness
{
    public async Task<IStore> OpenAsync() => new CoalescingStore(await harness.OpenAsync());

    public Task PassAsync(TimeSpan span) => harness.PassAsync(span);

    public ValueTask DisposeAsync() => harness.DisposeAsync();
}
