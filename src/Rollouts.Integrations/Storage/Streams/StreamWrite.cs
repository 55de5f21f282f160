using Rollouts.Domain.Audit;
using Rollouts.Integrations.Storage.Asking;
using Rollouts.Integrations.Storage.Driving;
using Rollouts.Integrations.Storage.Lists;

namespace Rollouts.Integrations.Storage.Streams;

/// <summary>
/// What happens to one stream, on the condition that it still is where the writer saw it. Only a rollout's stream
/// has a row, a due time, questions and a lease.
/// </summary>
/// <param name="Expected">
/// The version it was decided on; 0 for a stream that is not there yet, which begins with a record.
/// </param>
public sealed record StreamWrite(StreamName Stream, int Expected)
{
    /// <summary>The records that are appended, numbered from the expected version on.</summary>
    public ValueList<Entry> Entries { get; init; } = [];

    /// <summary>The state after them; null leaves what is there, and a stream without a state has none.</summary>
    public string? State { get; init; }

    /// <summary>How a rollout shows in lists; null leaves what is there.</summary>
    public RolloutRow? Row { get; init; }

    /// <summary>When the rollout is to be looked at again; null leaves what is there.</summary>
    public DueTime? Due { get; init; }

    /// <summary>
    /// All that is to be asked for the rollout from now on; null leaves what is there. A question that is no longer
    /// among them is dropped, a new one is added, the rest keep their evidence and their time.
    /// </summary>
    public ValueList<WantedQuestion>? Questions { get; init; }

    /// <summary>
    /// The lease under which it is written; without it still being held nothing is. It is held until it is let go or
    /// somebody else takes over; that its time is up does not end it. Null asks for none.
    /// </summary>
    public LeaseToken? Lease { get; init; }

    /// <summary>The format of what is written; the row keeps the newest.</summary>
    public int Format { get; init; } = StoreFormat.OfThisBuild.Writes;

    /// <summary>Whether the lease ends with it.</summary>
    public bool LetsGo { get; init; }
}
