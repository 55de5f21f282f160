namespace Rollouts.Storage.Lists;

/// <summary>Lists of rollouts, the newest first. A filter with text that cannot be stored matches none.</summary>
public interface IRolloutLists
{
    Task<ValueList<RolloutRow>> ListAsync(
        RolloutFilter filter,
        RolloutCursor? after,
        int atMost,
        CancellationToken cancellation
    );

    /// <summary>The rows of these rollouts, in no order. Rollouts without a row are left out.</summary>
    Task<ValueList<RolloutRow>> FindAsync(IReadOnlyList<RolloutId> rollouts, CancellationToken cancellation);

    /// <summary>
    /// The rollouts whose rows are written on any machine, as it happens. Concurrent writes are combined. An empty list
    /// means that writes may have been missed, and is the first item: read the whole list then.
    /// </summary>
    IAsyncEnumerable<ValueList<RolloutId>> ChangesAsync(CancellationToken cancellation);
}
