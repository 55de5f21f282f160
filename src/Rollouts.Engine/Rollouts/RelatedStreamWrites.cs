using Rollouts.Domain.Environments;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Services;
using Rollouts.Engine.Streams;
using Rollouts.Storage;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Rollouts;

/// <summary>
/// The changes of the service and the environment when a rollout begins or ends, in the same transaction.
/// </summary>
internal static class RelatedStreamWrites
{
    public static bool AreNeeded(IEnumerable<RecordedEvent> records) =>
        records.Any(recorded => recorded.Event is RolloutEvent.Began || IsEnd(recorded.Event));

    public static bool Begins(IEnumerable<RecordedEvent> records) =>
        records.Any(recorded => recorded.Event is RolloutEvent.Began);

    /// <summary>Null if the service or the environment does not allow the rollout to begin after all.</summary>
    /// <param name="atOnce">
    /// The most rollouts that may run in the environment. Slots are counted only if there is such a limit, because all
    /// rollouts of the environment write to the same count.
    /// </param>
    public static IReadOnlyList<StreamWrite>? Of(
        RelatedStreams related,
        Rollout after,
        IReadOnlyCollection<RecordedEvent> records,
        int? atOnce
    )
    {
        var (service, occupancy) = (related.Service, related.Occupancy);
        List<(object Event, EventMetadata Because)> ofService = [];
        List<(object Event, EventMetadata Because)> ofSlots = [];
        foreach (var recorded in records)
        {
            ServiceDecision? decision = recorded.Event switch
            {
                RolloutEvent.Began => ServiceDecider.Begin(service, after.Spec),
                // The service keeps no record of a rollout that is only observed.
                var end when IsEnd(end) && !after.Spec.Observes => ServiceDecider.End(service, after),
                _ => null,
            };
            if (decision is null)
            {
                continue;
            }

            if (decision is not ServiceDecision.Accepted accepted || IsFull(occupancy, after, recorded, atOnce))
            {
                return null;
            }

            service = accepted.State;
            ofService.AddRange(accepted.Events.Select(happened => ((object)happened, EventMetadata.Of(recorded))));
            var slots =
                IsEnd(recorded.Event) ? occupancy.Free(after.Spec.Id)
                : atOnce is null ? []
                : occupancy.Take(after.Spec.Id);
            occupancy = slots.Aggregate(occupancy, (state, happened) => state.Evolve(happened));
            ofSlots.AddRange(slots.Select(happened => ((object)happened, EventMetadata.Of(recorded))));
        }

        return
        [
            .. StreamAppend.Write(
                StreamName.Of(service.Name, service.Environment),
                related.Service.Version,
                service,
                ofService
            ),
            .. StreamAppend.Write(StreamName.Of(occupancy.Environment), related.Occupancy.Version, occupancy, ofSlots),
        ];
    }

    private static bool IsFull(Occupancy occupancy, Rollout after, RecordedEvent recorded, int? atOnce) =>
        recorded.Event is RolloutEvent.Began && !after.IsReturn && !occupancy.BlockersOf(after.Spec.Id, atOnce).IsEmpty;

    private static bool IsEnd(RolloutEvent happened) =>
        happened
            is RolloutEvent.Succeeded
                or RolloutEvent.RolledBack
                or RolloutEvent.Cancelled
                or RolloutEvent.Superseded
                or RolloutEvent.Abandoned;
}
