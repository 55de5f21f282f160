using Rollouts.Domain.Installations;
using Rollouts.Integrations.Metrics;

namespace Rollouts.Worker.Outside;

/// <summary>A connected metric source, and the language in which it is asked.</summary>
/// <param name="System">What shares one bound on concurrency: the connection's name.</param>
public sealed record SourceAccess(IMetricSource Source, SourceTraits Traits, string System);
