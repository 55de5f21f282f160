using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Outside;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Alarms;

/// <summary>Describes a kind of alarm sender to the rest of the code.</summary>
internal sealed record SenderDescriptor
{
    public required SenderTraits Traits { get; init; }

    /// <summary>How an administrator connects it.</summary>
    public required Shape<Settings> Connection { get; init; }

    public required Func<Settings, AdapterContext, IAlarmSender> Open { get; init; }
}
