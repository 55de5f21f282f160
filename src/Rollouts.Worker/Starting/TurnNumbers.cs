using Rollouts.Domain.Audit;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Domain.Rollouts.Services;

namespace Rollouts.Worker.Starting;

/// <summary>Which one of its service a rollout was, as its service's records say.</summary>
internal static class TurnNumbers
{
    public static int? Of(Entry entry, RolloutId id) =>
        EventJson.Read(entry.Event, entry.Data) switch
        {
            ServiceEvent.Queued { Turn: var turn } when turn.Id == id => turn.Number,
            ServiceEvent.ReturnBegan { Turn: var turn } when turn.Id == id => turn.Number,
            _ => null,
        };
}
