using Microsoft.Extensions.Logging;
using Rollouts.Engine.Loops;
using Rollouts.Storage.Driving;

namespace Rollouts.Hosting;

/// <summary>Drives the rollouts whose deadline has come.</summary>
public sealed class DeadlineLane(
    RolloutEngine engine,
    LoopHealth health,
    ILogger<DeadlineLane> logger,
    TimeProvider time
) : DriveLane(engine, health, logger, time, WorkClass.Deadline, AtOnce)
{
    private const int AtOnce = 16;
}
