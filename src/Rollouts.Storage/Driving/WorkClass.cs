namespace Rollouts.Storage.Driving;

/// <summary>
/// The class of due work, the most urgent first. Each class has its own lane and budget, and a claim takes the more
/// urgent class first. The numbers are stored.
/// </summary>
public enum WorkClass
{
    /// <summary>A rollout that rolls back: its routers must remove the candidate's traffic.</summary>
    Rollback = 0,

    /// <summary>A breach of a check, an alarm, or a command.</summary>
    Command = 1,

    /// <summary>A deadline of a rollout, such as the end of a bake or a limit.</summary>
    Deadline = 2,

    /// <summary>A question to a metric source. Questions have their own schedule.</summary>
    Check = 3,

    /// <summary>A rollout that moves forward, or whose routes are compared with the decided weights.</summary>
    Forward = 4,

    /// <summary>A queued rollout.</summary>
    Start = 5,
}
