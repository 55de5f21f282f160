namespace Rollouts.Worker.Alarms;

/// <summary>What a sender is told.</summary>
public enum AlarmOutcome
{
    Taken,

    /// <summary>Nobody is connected under that name.</summary>
    Unknown,

    Distrusted,

    Unreadable,

    /// <summary>It may send again.</summary>
    NotNow,
}
