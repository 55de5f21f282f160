namespace Rollouts.Engine.Alarms;

/// <summary>The answer to the sender of an alarm.</summary>
public enum AlarmOutcome
{
    Taken,

    /// <summary>No connection has that name.</summary>
    Unknown,

    Distrusted,

    Unreadable,

    /// <summary>The sender may send the alarm again.</summary>
    NotNow,
}
