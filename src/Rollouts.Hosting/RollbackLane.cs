using Microsoft.Extensions.Logging;
using Rollouts.Engine.Loops;
using Rollouts.Storage.Driving;

namespace Rollouts.Hosting;

/// <summary>Drives only the rollouts that roll back.</summary>
public sealed class RollbackLane(
    RolloutEngine engine,
    LoopHealth health,
    ILogger<RollbackLane> logger,
    TimeProvider time
) : DriveLane(engine, health, logger, time, WorkClass.Rollback, AtOnce)
{
    /// <summary>A broken release of a fleet rolls many services back at the same time.</summary>
    private const int AtOnce = 32;
}
