namespace Rollouts.Domain.Alarms;

/// <summary>How to determine the later one of two messages of one alarm.</summary>
public enum MessageOrder
{
    /// <summary>The time of the change, which the sender writes into each message.</summary>
    ByTime,

    /// <summary>
    /// By arrival, for a message that an alarm is ringing. The sender reports the present state, and the time in the
    /// message is that of the first change. The end of an alarm has a time of its own, which counts.
    /// </summary>
    ByArrival,
}
