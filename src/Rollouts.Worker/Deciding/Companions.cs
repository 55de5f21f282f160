using Rollouts.Domain.Rollouts.Environments;
using Rollouts.Domain.Rollouts.Services;

namespace Rollouts.Worker.Deciding;

/// <summary>What moves along with a rollout when it begins or ends: its service and its environment's slots.</summary>
public sealed record Companions(Service Service, Occupancy Occupancy);
