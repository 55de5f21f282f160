namespace Rollouts.Integrations.Storage.Lists;

/// <summary>Rollouts as lists show them, the newest first. A filter that no name can pass finds none.</summary>
public interface IRolloutLists
{
    Task<ValueList<RolloutRow>> ListAsync(
        RolloutFilter filter,
        RolloutCursor? after,
        int atMost,
        CancellationToken cancellation
    );
}
