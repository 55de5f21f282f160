namespace Rollouts.Engine.Pipelines;

/// <summary>The answer to a pipeline.</summary>
public enum CiOutcome
{
    /// <summary>The event is stored, or needs no storage.</summary>
    Taken,

    /// <summary>No connection has that name, or the sender could not be verified.</summary>
    Refused,

    Unreadable,

    /// <summary>The pipeline may send the event again.</summary>
    NotNow,
}
