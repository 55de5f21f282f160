namespace Rollouts.Storage.Driving;

/// <summary>A worker's request for work.</summary>
/// <param name="Worker">The name of the worker; shown to people, never compared.</param>
/// <param name="AtMost">The most items to claim.</param>
/// <param name="For">How long the worker may hold an item before another worker may take over.</param>
public sealed record ClaimRequest(string Worker, int AtMost, TimeSpan For)
{
    /// <summary>The newest format that the worker can read. Rows of a newer format are left to other workers.</summary>
    public int Reads { get; init; } = StoreFormat.OfThisBuild.Reads;

    /// <summary>
    /// The least urgent class that the worker takes. The last class also covers all classes that this build does not
    /// know, so that no stored value keeps a rollout from being looked at.
    /// </summary>
    public WorkClass Least { get; init; } = WorkClass.Start;

    /// <summary>
    /// Whether the longest overdue item is taken first, regardless of its class. The lane of forward moves sets it now
    /// and then, so that an endless run of urgent work does not starve the rest. It has no effect in a more urgent
    /// lane.
    /// </summary>
    public bool OldestFirst { get; init; }

    /// <summary>Whether the items are ordered by their due time alone.</summary>
    public bool IsByDue => OldestFirst && Least >= WorkClass.Forward;
}
