using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Environments;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Services;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Streams;

namespace Rollouts.Worker.Deciding;

/// <summary>
/// What a rollout's beginning or end does to its service and its environment, written in the same breath.
/// </summary>
internal static class CompanionWrites
{
    public static bool AreNeeded(IEnumerable<Happening> happenings) =>
        happenings.Any(happening => happening.Event is RolloutEvent.Began || IsEnd(happening.Event));

    public static bool Begins(IEnumerable<Happening> happenings) =>
        happenings.Any(happening => happening.Event is RolloutEvent.Began);

    /// <summary>Null where its service or its environment does not let it begin after all.</summary>
    /// <param name="atOnce">
    /// How many may be under way in the environment. Slots are counted only where they are few: all of an
    /// environment's rollouts write to that one count.
    /// </param>
    public static IReadOnlyList<StreamWrite>? Of(
        Companions companions,
        Rollout after,
        IReadOnlyCollection<Happening> happenings,
        int? atOnce
    )
    {
        var (service, occupancy) = (companions.Service, companions.Occupancy);
        List<(object Event, Origin Because)> ofService = [];
        List<(object Event, Origin Because)> ofSlots = [];
        foreach (var happening in happenings)
        {
            ServiceDecision? decision = happening.Event switch
            {
                RolloutEvent.Began => ServiceDecider.Begin(service, after.Terms),
                var end when IsEnd(end) => ServiceDecider.End(service, after),
                _ => null,
            };
            if (decision is null)
            {
                continue;
            }

            if (decision is not ServiceDecision.Accepted accepted || IsFull(occupancy, after, happening, atOnce))
            {
                return null;
            }

            service = accepted.State;
            ofService.AddRange(accepted.Events.Select(happened => ((object)happened, Origin.Of(happening))));
            var slots =
                IsEnd(happening.Event) ? occupancy.Free(after.Terms.Id)
                : atOnce is null ? []
                : occupancy.Take(after.Terms.Id);
            occupancy = slots.Aggregate(occupancy, (state, happened) => state.Evolve(happened));
            ofSlots.AddRange(slots.Select(happened => ((object)happened, Origin.Of(happening))));
        }

        return
        [
            .. StreamAppend.Write(
                StreamName.Of(service.Name, service.Environment),
                companions.Service.Version,
                service,
                ofService
            ),
            .. StreamAppend.Write(
                StreamName.Of(occupancy.Environment),
                companions.Occupancy.Version,
                occupancy,
                ofSlots
            ),
        ];
    }

    private static bool IsFull(Occupancy occupancy, Rollout after, Happening happening, int? atOnce) =>
        happening.Event is RolloutEvent.Began && !after.IsReturn && !occupancy.InTheWay(after.Terms.Id, atOnce).IsEmpty;

    private static bool IsEnd(RolloutEvent happened) =>
        happened
            is RolloutEvent.Succeeded
                or RolloutEvent.RolledBack
                or RolloutEvent.Cancelled
                or RolloutEvent.Superseded
                or RolloutEvent.Abandoned;
}
