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
            ServiceEvent.Began => state with { UnderWay = state.Waiting, Waiting = null },
            ServiceEvent.ReturnBegan began => state with { UnderWay = began.Turn, Opened = began.Turn.Number },
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
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    // A plan may gain or lose targets; what is known of the others stays.
    private static ValueList<StableBackend> Merge(ValueList<StableBackend> known, ValueList<StableBackend> news) =>
        known.Where(old => !news.Any(fresh => fresh.Target == old.Target)).Concat(news).ToValueList();
}
