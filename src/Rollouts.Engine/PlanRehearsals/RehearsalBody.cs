using Rollouts.Analysis.Power;

namespace Rollouts.Engine.PlanRehearsals;

/// <summary>A plan to rehearse, and its traffic.</summary>
/// <param name="Plan">The plan as YAML or JSON.</param>
/// <param name="RequestsPerSecond">The requests a second to all versions together.</param>
/// <param name="FailureRate">The share of the current version's requests that fail.</param>
/// <param name="SlowRate">The share of its requests that are slower than the checks allow; 0.01 if missing.</param>
/// <param name="Seed">The same seed gives the same result.</param>
public sealed record RehearsalBody(
    string Plan,
    double RequestsPerSecond,
    double FailureRate,
    double? SlowRate = null,
    uint Seed = (uint)Rehearsal.UsualSeed
);
