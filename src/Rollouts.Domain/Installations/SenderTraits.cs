namespace Rollouts.Domain.Installations;

/// <summary>What a kind of sender of pushed alarms brings.</summary>
public sealed record SenderTraits
{
    /// <summary>Its key in connections, as in <c>alertmanager</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Title { get; init; }

    public required AlarmList Brings { get; init; }

    public required MessageOrder Order { get; init; }
}
