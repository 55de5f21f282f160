using Rollouts.Domain.Installations;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.PlanFiles.Shapes;

namespace Rollouts.Integrations.Ci;

/// <summary>All that the rest of the house knows of a kind of pipeline.</summary>
internal sealed record CiDescriptor
{
    public required PipelineTraits Traits { get; init; }

    /// <summary>How an administrator connects it.</summary>
    public required Shape<Settings> Connection { get; init; }

    public required Func<Settings, ICiSender> Open { get; init; }

    /// <summary>
    /// Who tells it how a rollout goes; null for a kind that is told nothing, or a connection that has no token for it.
    /// </summary>
    public Func<Settings, Surroundings, ICiTeller?> Tell { get; init; } = static (_, _) => null;
}
