namespace Rollouts.Domain.Rollouts.Services;

/// <summary>Makes the next record of a service of what happened to it.</summary>
public static class ServiceEvolution
{
    public static Service Evolve(Service state, ServiceEvent happened) =>
        Apply(state, happened) with
        {
            Version = state.Version + 1,
        };

    private static Service Apply(Service state, ServiceEvent happened) =>
        happened switch
        {
            ServiceEvent.Adopted adopted => state with { Stable = Merge(state.Stable, adopted.Stable) },
            ServiceEvent.Queued queued => state with { Waiting = queued.Turn, Opened = queued.Turn.Number },
            ServiceEvent.QueueLeft left => state with { Waiting = null, Leaving = state.Leaving.Add(left.Leaving) },
            ServiceEvent.Began began => state with
            {
                UnderWay = state.Waiting,
                Waiting = null,
                LastBegun = began.Id,
                Drifts = [],
            },
            ServiceEvent.ReturnBegan began => state with
            {
                UnderWay = began.Turn,
                Opened = began.Turn.Number,
                LastBegun = began.Turn.Id,
                Drifts = [],
            },
            ServiceEvent.Ended ended => state with
            {
                UnderWay = state.UnderWay?.Id == ended.Id ? null : state.UnderWay,
                Waiting = state.Waiting?.Id == ended.Id ? null : state.Waiting,
                Leaving = state.Leaving.Where(leaving => leaving.Id != ended.Id).ToValueList(),
            },
            ServiceEvent.StableMoved moved => state with
            {
                Stable = Merge(state.Stable, moved.Stable),
                LastSuccess = new Success(moved.Id, moved.Number, state.Stable),
            },
            ServiceEvent.RouteDrifted drifted => state with { Drifts = Drifted(state.Drifts, drifted) },
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static ValueList<RouteDrift> Drifted(ValueList<RouteDrift> known, ServiceEvent.RouteDrifted news)
    {
        var others = known.Where(drift => drift.Target != news.Target);
        return (news.Seen is { } seen ? others.Append(new RouteDrift(news.Target, seen)) : others).ToValueList();
    }

    // A plan may gain or lose targets; what is known of the others stays.
    private static ValueList<StableBackend> Merge(ValueList<StableBackend> known, ValueList<StableBackend> news) =>
        known.Where(old => !news.Any(fresh => fresh.Target == old.Target)).Concat(news).ToValueList();
}
