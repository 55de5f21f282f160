using Rollouts.Domain.Installations;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.PlanFiles.Shapes;

namespace Rollouts.Integrations.Metrics;

/// <summary>All that the rest of the house knows of a kind of metric source.</summary>
internal sealed record SourceDescriptor
{
    public required SourceTraits Traits { get; init; }

    /// <summary>How a plan asks it, where that is more than text.</summary>
    public Shape<Settings>? Query { get; init; }

    /// <summary>How an administrator connects it.</summary>
    public required Shape<Settings> Connection { get; init; }

    /// <summary>How long its numbers take to be complete, as a connection says it.</summary>
    public Func<Settings, TimeSpan> Settling { get; init; } = static _ => TimeSpan.Zero;

    /// <summary>What one connection can do.</summary>
    public SourceTraits TraitsOf(Settings settings) => Traits with { Settling = Settling(settings) };

    /// <summary>Opens one from the settings of its connection; null where plans can only be checked as yet.</summary>
    public Func<Settings, Surroundings, IMetricSource>? Open { get; init; }
}
