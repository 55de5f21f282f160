using Rollouts.Domain.Connections;
using Rollouts.Integrations.Metrics;

namespace Rollouts.Engine.Outside;

/// <summary>A connected metric source and its query language.</summary>
/// <param name="System">The connection's name. All questions to a connection share one bound on concurrency.</param>
public sealed record SourceAccess(IMetricSource Source, SourceTraits Traits, string System);
