namespace Rollouts.Storage.Marks;

/// <summary>The loss of a store, compared with its mark.</summary>
public enum StoreLoss
{
    None,

    /// <summary>No more than a failover may lose.</summary>
    Seconds,

    /// <summary>More than a failover may lose.</summary>
    More,

    /// <summary>The mark is missing or belongs to another database, so that any amount may be lost.</summary>
    Unknown,
}
