using Rollouts.Integrations.Storage.Asking;
using Rollouts.Integrations.Storage.Lists;

namespace Rollouts.Fakes.Storage;

internal sealed class MemoryRollout : MemoryLease
{
    public Instant? Due { get; set; }

    public int Format { get; set; }

    public RolloutRow? Row { get; set; }

    public HashSet<QuestionKey> Questions { get; } = [];
}
