using Rollouts.Storage.Checks;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Lists;

namespace Rollouts.Fakes.Storage;

internal sealed class MemoryRollout : MemoryLease
{
    public Instant? Due { get; set; }

    public WorkClass Class { get; set; } = WorkClass.Forward;

    public int Format { get; set; }

    public RolloutRow? Row { get; set; }

    public HashSet<QuestionKey> Questions { get; } = [];
}
