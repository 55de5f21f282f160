using Rollouts.Domain.Services;

namespace Rollouts.Engine.Rollouts;

/// <summary>The observed routes of a plan before a rollout is opened.</summary>
/// <param name="Failures">Why some of them could not be read.</param>
public sealed record RouteLook(ValueList<TargetRequest> Targets, ValueList<string> Failures);
