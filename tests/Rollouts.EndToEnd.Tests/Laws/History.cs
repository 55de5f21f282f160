using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.EndToEnd.Tests.Relays;
using Rollouts.Storage;

namespace Rollouts.EndToEnd.Tests.Laws;

/// <summary>Everything that was decided of one rollout, and what it was after each decision.</summary>
internal sealed class History
{
    private readonly List<Rollout> _states = [];

    public History(string shop, IReadOnlyList<RecordedEvent> records)
    {
        (Shop, Records) = (shop, records);
        foreach (var recorded in records)
        {
            _states.Add(Evolution.Evolve(_states.LastOrDefault(), recorded));
        }
    }

    public string Shop { get; }

    public IReadOnlyList<RecordedEvent> Records { get; }

    public Rollout Last => _states[^1];

    /// <summary>The most that the new version may have been given by a write at that moment.</summary>
    public Weight Allowed(RouterWrite write)
    {
        var count = write.Known is { } known
            ? known.GetValueOrDefault(StreamName.Of(Last.Spec.Id).Text)
            : Records.Count(recorded => recorded.At <= write.At);
        if (count == 0)
        {
            return Weight.Zero;
        }

        var state = _states[count - 1];
        return state.Status is Status.Final ? state.Targets[0].Aim.Candidate : state.Targets[0].Furthest;
    }
}
