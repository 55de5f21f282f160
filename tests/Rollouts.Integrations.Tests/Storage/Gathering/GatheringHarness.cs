using Rollouts.Contracts.Storage;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Gathering;

namespace Rollouts.Integrations.Tests.Storage.Gathering;

/// <summary>Another harness's store, with what is asked of it gathered.</summary>
internal sealed class GatheringHarness(IStoreHarness harness) : IStoreHarness
{
    public async Task<IStore> OpenAsync() => new GatheringStore(await harness.OpenAsync());

    public Task PassAsync(TimeSpan span) => harness.PassAsync(span);

    public ValueTask DisposeAsync() => harness.DisposeAsync();
}
