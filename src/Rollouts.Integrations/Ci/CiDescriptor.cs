using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Outside;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Ci;

/// <summary>Describes a kind of pipeline to the rest of the code.</summary>
internal sealed record CiDescriptor
{
    public required PipelineTraits Traits { get; init; }

    /// <summary>How an administrator connects it.</summary>
    public required Shape<Settings> Connection { get; init; }

    public required Func<Settings, ICiSender> Open { get; init; }

    /// <summary>
    /// Opens the status reporter; null for a kind without status reports, or a connection without a token.
    /// </summary>
    public Func<Settings, AdapterContext, ICiStatusReporter?> Tell { get; init; } = static (_, _) => null;
}
