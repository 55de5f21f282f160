using Rollouts.Domain.Rollouts.Services;

namespace Rollouts.Worker.Starting;

/// <summary>What was seen of a plan's routes before a rollout is opened.</summary>
/// <param name="Troubles">Why some could not be seen, in words.</param>
public sealed record RouteLook(ValueList<TargetRequest> Targets, ValueList<string> Troubles);
