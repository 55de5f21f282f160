namespace Rollouts.Integrations.Storage.Marks;

/// <summary>Says how far the store has come, without a scan.</summary>
public interface IStoreHead
{
    Task<StoreHead> ReadAsync(CancellationToken cancellation);
}
