using Microsoft.Extensions.Logging;
using Rollouts.Engine.Loops;
using Rollouts.Storage.Driving;

namespace Rollouts.Hosting;

/// <summary>Drives rollouts after a breach or a command.</summary>
public sealed class CommandLane(RolloutEngine engine, LoopHealth health, ILogger<CommandLane> logger, TimeProvider time)
    : DriveLane(engine, health, logger, time, WorkClass.Command, AtOnce)
{
    private const int AtOnce = 16;
}
