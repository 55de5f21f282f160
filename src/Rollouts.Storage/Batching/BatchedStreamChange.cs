using Rollouts.Domain.Audit;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Lists;
using Rollouts.Storage.Streams;

namespace Rollouts.Storage.Batching;

/// <summary>The combined change of all commits of a batch to one stream.</summary>
internal sealed class BatchedStreamChange(StreamName stream, bool isNew, int version, Hash head)
{
    public StreamName Stream => stream;

    public RolloutId? Rollout { get; } = stream.Rollout;

    public bool IsNew => isNew;

    /// <summary>The version after the change.</summary>
    public int Version { get; private set; } = version;

    public Hash Head { get; private set; } = head;

    public string? State { get; private set; }

    public RolloutRow? Row { get; private set; }

    public DueTime? Due { get; private set; }

    public WorkClass? Class { get; private set; }

    public bool LetsGo { get; private set; }

    /// <summary>The newest format of the written records.</summary>
    public int Format { get; private set; }

    public ValueList<QuestionChange>? Questions { get; private set; }

    public void Add(StreamWrite write, List<ChainedEntry> entries)
    {
        foreach (var chained in Chain.Link(Head, write.Entries))
        {
            entries.Add(chained);
            (Version, Head) = (chained.Entry.Version, chained.Hash);
        }

        State = write.State ?? State;
        Row = write.Row ?? Row;
        Due = write.Due ?? Due;
        Class = write.Class ?? Class;
        LetsGo |= write.LetsGo;
        Format = Math.Max(Format, write.Format);
        if (write.Questions is { } wanted)
        {
            Questions = wanted.Select(question => QuestionChange.After(Questions, question)).ToValueList();
        }
    }
}
