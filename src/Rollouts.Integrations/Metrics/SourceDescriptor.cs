using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Outside;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Metrics;

/// <summary>Describes a kind of metric source to the rest of the code.</summary>
internal sealed record SourceDescriptor
{
    public required SourceTraits Traits { get; init; }

    /// <summary>The fields of a query in plans; null if a query is plain text.</summary>
    public Shape<Settings>? Query { get; init; }

    /// <summary>How an administrator connects it.</summary>
    public required Shape<Settings> Connection { get; init; }

    /// <summary>How long the numbers of a connection take to be complete.</summary>
    public Func<Settings, TimeSpan> Settling { get; init; } = static _ => TimeSpan.Zero;

    /// <summary>The capabilities of one connection.</summary>
    public SourceTraits TraitsOf(Settings settings) => Traits with { Settling = Settling(settings) };

    /// <summary>
    /// Opens a source from the settings of its connection; null if this build can only check plans for it.
    /// </summary>
    public Func<Settings, AdapterContext, IMetricSource>? Open { get; init; }
}
