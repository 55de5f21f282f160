using Rollouts.Domain.Alarms;
using Rollouts.Domain.Plans;

namespace Rollouts.Domain.Connections;

/// <summary>The properties of a kind of alarm sender.</summary>
public sealed record SenderTraits
{
    /// <summary>Its key in connections, as in <c>alertmanager</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Title { get; init; }

    public required AlarmList Brings { get; init; }

    public required MessageOrder Order { get; init; }
}
