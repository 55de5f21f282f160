using Rollouts.Domain.Audit;
using Rollouts.Domain.Services;
using Rollouts.Storage.Serialization;

namespace Rollouts.Engine.Rollouts;

/// <summary>The number of a rollout among those of its service, by the service's records.</summary>
internal static class Sequence
{
    public static int? Of(Entry entry, RolloutId id) =>
        EventJson.Read(entry.Event, entry.Data) switch
        {
            ServiceEvent.Queued { Entry: var turn } when turn.Id == id => turn.Number,
            ServiceEvent.ReturnBegan { Entry: var turn } when turn.Id == id => turn.Number,
            _ => null,
        };
}
