namespace Rollouts.Storage.Marks;

/// <summary>Reads the position of the store without a scan.</summary>
public interface IStoreHead
{
    Task<StoreHead> ReadAsync(CancellationToken cancellation);
}
