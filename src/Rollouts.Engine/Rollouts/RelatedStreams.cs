using Rollouts.Domain.Environments;
using Rollouts.Domain.Services;

namespace Rollouts.Engine.Rollouts;

/// <summary>The streams that change when a rollout begins or ends: its service and its environment's slots.</summary>
public sealed record RelatedStreams(Service Service, Occupancy Occupancy);
