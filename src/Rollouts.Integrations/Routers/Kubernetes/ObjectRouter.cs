using System.Text.Json.Nodes;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Kubernetes;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Kubernetes;

/// <summary>
/// A cluster in which each route is a part of one object. A change holds for the resource version that was read, names
/// no field but those that change, and counts once the object's controllers have accepted it.
/// </summary>
internal abstract class ObjectRouter<TWhere>(RouterTraits traits, KubernetesSettings settings, AdapterContext around)
    : ConditionalRouter<TWhere>(traits),
        IRouteWatcher,
        IDeploymentReader
    where TWhere : IObjectPlace
{
    /// <summary>How often another writer may be quicker before a change is given up.</summary>
    private const int Attempts = 5;

    private static readonly TimeSpan ShortestLook = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private RouteSubscriptions? _subscriptions;

    public IDisposable Watch(RouteArms route, Action<string> drifted)
    {
        RouteSubscriptions subscriptions;
        lock (_gate)
        {
            subscriptions = _subscriptions ??= new RouteSubscriptions(Cluster, See, Field, around);
        }

        return subscriptions.Add(route, WhereOf(route.Where).Reference, drifted);
    }

    public ObservedTraffic? Shown(RouteArms route) => _subscriptions?.Shown(route);

    public Task<Answer<string>> LackAsync(RouteArms route, string deployment, CancellationToken cancellation) =>
        RunAsync<string>(
            async end =>
            {
                var home = await NamespaceAsync(route, WhereOf(route.Where), end).ConfigureAwait(false);
                if (!home.TryGet(out var @namespace, out var unread))
                {
                    return unread;
                }

                var at = DeploymentStatus.At(@namespace, deployment);
                var read = await Cluster.GetAsync(at, end).ConfigureAwait(false);
                return read.TryGet(out var tree, out var fault)
                    ? new Answer<string>.Got(DeploymentStatus.LackOf(tree, at))
                    : fault;
            },
            cancellation
        );

    public override void Dispose()
    {
        _subscriptions?.Dispose();
        Cluster.Dispose();
    }

    protected KubernetesCluster Cluster { get; } = new(settings, around);

    protected override string System => Cluster.Name;

    /// <summary>The field of the object that routes are in, as in <c>spec, rules</c>.</summary>
    protected abstract string[] Field { get; }

    /// <summary>The part that a route is; a fault where the object has none or several of that kind.</summary>
    protected abstract Answer<IBackendShares> Find(JsonObject tree, TWhere where);

    /// <summary>Whether the object is in force, where its kind says so.</summary>
    protected virtual RouteStatus StatusOf(JsonObject tree, bool needsBackends) => RouteStatus.InForce;

    protected override Task<Answer<T>> RunAsync<T>(
        Func<CancellationToken, Task<Answer<T>>> call,
        CancellationToken cancellation
    ) => Cluster.RunAsync(call, cancellation);

    protected override async Task<Answer<IBackendShares>> ReadAsync(
        RouteArms route,
        TWhere where,
        CancellationToken end
    )
    {
        var read = await Cluster.GetAsync(where.Reference, end).ConfigureAwait(false);
        return read.TryGet(out var tree, out var fault)
            ? await SettledAsync(tree, route, where, end).ConfigureAwait(false)
            : fault;
    }

    protected override async Task<Answer<Done>> ChangeAsync(
        RouteArms route,
        TWhere where,
        Change change,
        CancellationToken end
    )
    {
        _subscriptions?.Writes(route);
        var changed = await ChangeAsync(
                where.Reference,
                Field,
                tree =>
                    !Find(tree, where).TryGet(out var shares, out var fault)
                        ? fault
                        : Ambiguous(shares, route, where) ?? change(shares, where),
                end
            )
            .ConfigureAwait(false);
        if (!changed.TryGet(out var after, out var failed))
        {
            return failed;
        }

        var settled = await SettledAsync(after, route, where, end).ConfigureAwait(false);
        return settled.TryGet(out _, out failed) ? default(Done) : failed;
    }

    /// <summary>
    /// Changes an object on the condition that nothing else does meanwhile, and shows it as it is then.
    /// </summary>
    protected async Task<Answer<JsonObject>> ChangeAsync(
        ObjectReference at,
        string[] field,
        Func<JsonObject, Fault?> change,
        CancellationToken end
    )
    {
        IReadOnlyList<string> others = [];
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var read = await Cluster.GetAsync(at, end).ConfigureAwait(false);
            if (!read.TryGet(out var before, out var fault))
            {
                return fault;
            }

            others = FieldOwners.OthersOf(before, field);
            var wanted = before.DeepClone().AsObject();
            if (change(wanted) is { } refused)
            {
                return refused;
            }

            var patch = JsonPatch.Between(before, wanted);
            if (patch.Count == 0)
            {
                return before;
            }

            var patched = await PatchAsync(at, patch, wanted, end).ConfigureAwait(false);
            if (!patched.TryGet(out var after, out fault))
            {
                return fault;
            }

            if (after is not null)
            {
                return after;
            }
        }

        return new Fault(
            FaultKind.Throttled,
            $"{at} was changed by others {Attempts} times meanwhile{Named(others)}; {Cluster.Name}"
        );
    }

    /// <summary>Null where another writer was quicker.</summary>
    private async Task<Answer<JsonObject?>> PatchAsync(
        ObjectReference at,
        JsonArray patch,
        JsonObject wanted,
        CancellationToken end
    )
    {
        // A cluster drops what its definitions do not have. A rule without its name could not be found again, and a
        // mirror without its share would copy everything, so each change beside weights is rehearsed.
        if (patch.Skip(1).Any(operation => operation!["path"]!.ToString() is var path && !IsWeight(path)))
        {
            var rehearsed = await Cluster.PatchAsync(at, patch, isRehearsal: true, end).ConfigureAwait(false);
            if (!rehearsed.TryGet(out var shown, out var refused))
            {
                return refused;
            }

            if (shown is not null && !JsonCover.Covers(shown["spec"], wanted["spec"]))
            {
                return new Fault(
                    FaultKind.Refused,
                    $"{Cluster.Name} would drop a part of this change of {at}; its definition of {at.Kind} is older "
                        + "than this change needs, or a webhook alters it. Nothing was written"
                );
            }
        }

        var patched = await Cluster.PatchAsync(at, patch, isRehearsal: false, end).ConfigureAwait(false);
        return
            patched.TryGet(out var after, out _)
            && after is not null
            && !JsonCover.Covers(after["spec"], wanted["spec"])
            ? new Fault(FaultKind.Broken, $"{Cluster.Name} accepted a change of {at} and shows another")
            : patched;
    }

    /// <summary>
    /// The namespace in which the backends of a route run. A candidate that is not on the route yet will be there as
    /// the stable backend is.
    /// </summary>
    private async Task<Answer<string>> NamespaceAsync(RouteArms route, TWhere where, CancellationToken end)
    {
        var read = await Cluster.GetAsync(where.Reference, end).ConfigureAwait(false);
        if (!read.TryGet(out var tree, out var fault) || !Find(tree, where).TryGet(out var shares, out fault))
        {
            return fault;
        }

        var named =
            shares.NamespaceOf(shares.Has(route.Candidate) ? route.Candidate : route.Stable)
            ?? where.Reference.Namespace;
        return KubernetesKeys.IsObjectName(named)
            ? named
            : new Fault(FaultKind.Unusable, $"{where} names namespace {ForeignText.Quoted(named)}, which is none");
    }

    /// <summary>The shares, once the controllers have accepted the object as it is.</summary>
    private async Task<Answer<IBackendShares>> SettledAsync(
        JsonObject tree,
        RouteArms route,
        TWhere where,
        CancellationToken end
    )
    {
        for (var wait = ShortestLook; ; wait = wait * 2 < LongestLook ? wait * 2 : LongestLook)
        {
            if (!Find(tree, where).TryGet(out var shares, out var fault))
            {
                return fault;
            }

            if (Ambiguous(shares, route, where) is { } twice)
            {
                return twice;
            }

            var status = StatusOf(tree, needsBackends: shares.HasTraffic(route.Candidate));
            if (status.Refusal is { } refusal)
            {
                return new Fault(FaultKind.Refused, $"{where} is not in force: {refusal}");
            }

            if (status.Pending is not { } pending)
            {
                var seen = shares.See(route.Candidate, route.Stable);
                _subscriptions?.Saw(route, seen, IsWhole(shares, route, seen) ? VersionOf(tree) : null);
                return new Answer<IBackendShares>.Got(shares);
            }

            await WaitAsync(wait, $"{where} is not in force yet: {pending}", end).ConfigureAwait(false);
            var read = await Cluster.GetAsync(where.Reference, end).ConfigureAwait(false);
            if (!read.TryGet(out var again, out fault))
            {
                return fault;
            }

            tree = again;
        }
    }

    private async Task WaitAsync(TimeSpan wait, string pending, CancellationToken end)
    {
        try
        {
            await Task.Delay(wait, around.Clock, end).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // That time is up says less than what it was waited for.
            throw new OutsideException(new Fault(FaultKind.TimedOut, pending));
        }
    }

    private ObservedTraffic? See(JsonObject tree, RouteArms route) =>
        Find(tree, WhereOf(route.Where)).TryGet(out var shares, out _)
            ? shares.See(route.Candidate, route.Stable)
            : null;

    private static string? VersionOf(JsonObject tree) => tree["metadata"]?["resourceVersion"]?.ToString();

    private static bool IsWeight(string path) => path.EndsWith("/weight", StringComparison.Ordinal);

    private static string Named(IReadOnlyList<string> managers) =>
        managers.Count == 0 ? "" : $" (also written by {string.Join(", ", managers.Select(ForeignText.Quoted))})";
}
