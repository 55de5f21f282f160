using Rollouts.Domain.Analysis.Power;

namespace Rollouts.Api.Plans;

/// <summary>A plan that is to be rehearsed, and the traffic it would have.</summary>
/// <param name="Plan">As YAML or JSON.</param>
/// <param name="RequestsPerSecond">Of all versions together.</param>
/// <param name="FailureRate">The share of the present version's requests that fail.</param>
/// <param name="SlowRate">The share of its requests that are slower than the checks allow; 0.01 without it.</param>
/// <param name="Seed">The same seed plays the same.</param>
internal sealed record RehearsalBody(
    string Plan,
    double RequestsPerSecond,
    double FailureRate,
    double? SlowRate = null,
    uint Seed = (uint)Rehearsal.UsualSeed
);
