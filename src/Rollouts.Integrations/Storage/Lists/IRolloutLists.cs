namespace Rollouts.Integrations.Storage.Lists;

/// <summary>Rollouts as lists show them, the newest first.</summary>
public interface IRolloutLists
{
    Task<ValueList<RolloutRow>> ListAsync(
        RolloutFilter filter,
        RolloutCursor? after,
        int atMost,
        CancellationToken cancellation
    );
}
