using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;

namespace Rollouts.Engine.Rollouts;

/// <summary>Compares the environment of a rollout with its state. The driver asks each source on every pass.</summary>
public interface IObservationSource
{
    Task<IReadOnlyList<Input>> ObserveAsync(Rollout state, CancellationToken cancellation);
}
