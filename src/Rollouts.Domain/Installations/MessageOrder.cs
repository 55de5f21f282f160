namespace Rollouts.Domain.Installations;

/// <summary>What decides which of two messages of one alarm is the later one.</summary>
public enum MessageOrder
{
    /// <summary>The time of the change, which the sender writes into each message.</summary>
    ByTime,

    /// <summary>
    /// The arrival, for a message that an alarm rings: the sender tells the present state, and the time in the message
    /// is the time of the first change. The end of an alarm has a time of its own, which counts.
    /// </summary>
    ByArrival,
}
