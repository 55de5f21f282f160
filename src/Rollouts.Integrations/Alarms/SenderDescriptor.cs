using Rollouts.Domain.Installations;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.PlanFiles.Shapes;

namespace Rollouts.Integrations.Alarms;

/// <summary>All that the rest of the house knows of a kind of sender of alarms.</summary>
internal sealed record SenderDescriptor
{
    public required SenderTraits Traits { get; init; }

    /// <summary>How an administrator connects it.</summary>
    public required Shape<Settings> Connection { get; init; }

    public required Func<Settings, Surroundings, IAlarmSender> Open { get; init; }
}
