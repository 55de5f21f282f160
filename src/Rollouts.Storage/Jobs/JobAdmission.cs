namespace Rollouts.Storage.Jobs;

/// <summary>Whether a new job was stored.</summary>
public enum JobAdmission
{
    Added,

    /// <summary>The store has a job with this id.</summary>
    Known,

    /// <summary>The owner has a job of this kind that has not ended.</summary>
    Busy,
}
