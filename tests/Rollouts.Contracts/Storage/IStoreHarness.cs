using Rollouts.Storage.Stores;

namespace Rollouts.Contracts.Storage;

/// <summary>How a test comes by a store, and how it makes the store's time pass.</summary>
public interface IStoreHarness : IAsyncDisposable
{
    /// <summary>An empty store.</summary>
    Task<IStore> OpenAsync();

    /// <summary>Puts the store's clock ahead.</summary>
    Task PassAsync(TimeSpan span);
}
