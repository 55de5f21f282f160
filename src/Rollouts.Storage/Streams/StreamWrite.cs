using Rollouts.Domain.Audit;
using Rollouts.Storage.Checks;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Lists;

namespace Rollouts.Storage.Streams;

/// <summary>
/// The change of one stream, on condition that the stream is still at the version that the writer saw. Only a rollout's
/// stream has a row, a due time, questions and a lease.
/// </summary>
/// <param name="Expected">
/// The version on which the change was decided; 0 for a new stream, which begins with a record.
/// </param>
public sealed record StreamWrite(StreamName Stream, int Expected)
{
    /// <summary>The appended records, numbered from the expected version on.</summary>
    public ValueList<Entry> Entries { get; init; } = [];

    /// <summary>The state after the records; null leaves the stored one. A stream without a state has none.</summary>
    public string? State { get; init; }

    /// <summary>The row of the rollout in lists; null leaves the stored one.</summary>
    public RolloutRow? Row { get; init; }

    /// <summary>When the rollout is looked at again; null leaves the stored time.</summary>
    public DueTime? Due { get; init; }

    /// <summary>The class of the next look at the rollout; null leaves the stored one.</summary>
    public WorkClass? Class { get; init; }

    /// <summary>
    /// All questions of the rollout from now on; null leaves the stored ones. A question that is missing here is
    /// dropped, a new one is added, and the others keep their evidence and their time.
    /// </summary>
    public ValueList<WantedQuestion>? Questions { get; init; }

    /// <summary>
    /// The lease of the writer. If it is no longer held, nothing is written. A lease is held until it is released or
    /// another worker takes over; it does not end when its time is up. Null requires no lease.
    /// </summary>
    public LeaseToken? Lease { get; init; }

    /// <summary>The format of the written data. The row keeps the newest.</summary>
    public int Format { get; init; } = StoreFormat.OfThisBuild.Writes;

    /// <summary>Whether the write releases the lease.</summary>
    public bool LetsGo { get; init; }
}
