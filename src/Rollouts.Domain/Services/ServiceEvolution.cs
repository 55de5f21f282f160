namespace Rollouts.Domain.Services;

/// <summary>Applies events to the state of a service.</summary>
public static class ServiceEvolution
{
    /// <summary>The state is written with each start, so it cannot hold every version there ever was.</summary>
    private const int MostVersions = 32;

    public static Service Evolve(Service state, ServiceEvent happened) =>
        Apply(state, happened) with
        {
            Version = state.Version + 1,
        };

    private static Service Apply(Service state, ServiceEvent happened) =>
        happened switch
        {
            ServiceEvent.Adopted adopted => state with { Stable = Merge(state.Stable, adopted.Stable) },
            ServiceEvent.Queued queued => state with
            {
                Waiting = queued.Entry,
                Opened = queued.Entry.Number,
                Authors = Authored(state.Authors, queued),
            },
            ServiceEvent.QueueLeft left => state with { Waiting = null, Leaving = state.Leaving.Add(left.Leaving) },
            ServiceEvent.Began began => state with
            {
                UnderWay = state.Waiting,
                Waiting = null,
                LastBegun = began.Id,
                Drifts = [],
                Added = Busy(state.Added),
            },
            ServiceEvent.ReturnBegan began => state with
            {
                UnderWay = began.Entry,
                Opened = began.Entry.Number,
                LastBegun = began.Entry.Id,
                Drifts = [],
                Added = Busy(state.Added),
            },
            ServiceEvent.Ended ended => state with
            {
                UnderWay = state.UnderWay?.Id == ended.Id ? null : state.UnderWay,
                Waiting = state.Waiting?.Id == ended.Id ? null : state.Waiting,
                Leaving = state.Leaving.Where(leaving => leaving.Id != ended.Id).ToValueList(),
                Added = state.Added.Where(added => added.IsOurs || added.AddedBy != ended.Id).ToValueList(),
            },
            ServiceEvent.StableMoved moved => state with
            {
                Stable = Merge(state.Stable, moved.Stable),
                LastSuccess = new Success(moved.Id, moved.Number, state.Stable),
            },
            ServiceEvent.RouteDrifted drifted => state with { Drifts = Drifted(state.Drifts, drifted) },
            ServiceEvent.BackendAdded added => state with
            {
                Added = Without(state, added.Target, added.Backend)
                    .Append(new AddedBackend(added.Target, added.Backend, added.By))
                    .ToValueList(),
            },
            ServiceEvent.BackendNotAdded refused => Change(
                state,
                refused.Target,
                refused.Backend,
                backend => backend with { IsOurs = false }
            ),
            ServiceEvent.BackendIdle idle => Change(
                state,
                idle.Target,
                idle.Backend,
                backend => backend with { IdleSince = idle.Since }
            ),
            ServiceEvent.BackendInUse used => Change(
                state,
                used.Target,
                used.Backend,
                backend => backend with { IdleSince = null }
            ),
            ServiceEvent.StillServing still => state with
            {
                Serving = Quiet(state, still.Target, still.Backend)
                    .Append(new ServingBackend(still.Target, still.Backend, still.By, still.Since, still.Sentence))
                    .ToValueList(),
            },
            ServiceEvent.ServingCleared cleared => state with
            {
                Serving = Quiet(state, cleared.Target, cleared.Backend).ToValueList(),
            },
            ServiceEvent.ServingConfirmed confirmed => state with
            {
                Serving = state
                    .Serving.Select(serving =>
                        serving.Target == confirmed.Target && serving.Backend == confirmed.Backend
                            ? serving with
                            {
                                IsConfirmed = true,
                            }
                            : serving
                    )
                    .ToValueList(),
            },
            ServiceEvent.BackendRemoved removed => state with
            {
                Added = Without(state, removed.Target, removed.Backend).ToValueList(),
            },
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static IEnumerable<AddedBackend> Without(Service state, TargetName target, BackendName backend) =>
        state.Added.Where(added => added.Target != target || added.Backend != backend);

    private static IEnumerable<ServingBackend> Quiet(Service state, TargetName target, BackendName backend) =>
        state.Serving.Where(serving => serving.Target != target || serving.Backend != backend);

    private static Service Change(
        Service state,
        TargetName target,
        BackendName backend,
        Func<AddedBackend, AddedBackend> change
    ) =>
        state with
        {
            Added = state
                .Added.Select(added => added.Target == target && added.Backend == backend ? change(added) : added)
                .ToValueList(),
        };

    // A new rollout may give any backend traffic before the next reading, so the idle time of all backends starts
    // again.
    private static ValueList<AddedBackend> Busy(ValueList<AddedBackend> added) =>
        added.Select(backend => backend with { IdleSince = null }).ToValueList();

    private static ValueList<VersionAuthors> Authored(ValueList<VersionAuthors> known, ServiceEvent.Queued queued) =>
        known
            .Where(older => older.Version != queued.Entry.Version)
            .TakeLast(MostVersions - 1)
            .Append(new VersionAuthors(queued.Entry.Version, queued.Authors, queued.HasUnknownAuthor))
            .ToValueList();

    private static ValueList<RouteDrift> Drifted(ValueList<RouteDrift> known, ServiceEvent.RouteDrifted news)
    {
        var others = known.Where(drift => drift.Target != news.Target);
        return (news.Seen is { } seen ? others.Append(new RouteDrift(news.Target, seen)) : others).ToValueList();
    }

    // A plan may gain or lose targets. The stable backends of the other targets stay.
    private static ValueList<StableBackend> Merge(ValueList<StableBackend> known, ValueList<StableBackend> news) =>
        known.Where(old => !news.Any(fresh => fresh.Target == old.Target)).Concat(news).ToValueList();
}
