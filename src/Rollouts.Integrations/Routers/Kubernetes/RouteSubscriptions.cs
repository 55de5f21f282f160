using System.Text.Json.Nodes;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Kubernetes;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Kubernetes;

/// <summary>
/// Who wants to know of which route. One watch serves all routes of a kind in a namespace; it ends with the last one
/// who listens.
/// </summary>
/// <param name="see">What a tree shows of a route; null where the route is not in it.</param>
/// <param name="field">The field that routes are in, of which a manager is named.</param>
internal sealed class RouteSubscriptions(
    KubernetesCluster cluster,
    Func<JsonObject, RouteArms, ObservedTraffic?> see,
    string[] field,
    AdapterContext around
) : IDisposable
{
    /// <summary>Even a watch that is heard of does not stand in for a read for longer than this.</summary>
    private static readonly TimeSpan LongestTrust = TimeSpan.FromMinutes(5);

    /// <summary>For so long after a write of this router its echoes may still come.</summary>
    private static readonly TimeSpan Echo = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, CollectionWatch> _watches = new(StringComparer.Ordinal);
    private readonly List<Subscription> _subscriptions = [];

    public IDisposable Add(RouteArms route, ObjectReference at, Action<string> drifted)
    {
        var added = new Subscription(this, route, at, drifted);
        lock (_gate)
        {
            _subscriptions.Add(added);
            if (!_watches.ContainsKey(at.Collection))
            {
                var watch = new CollectionWatch(cluster, at, (name, tree) => Changed(at, name, tree), around);
                _watches.Add(at.Collection, watch);
                watch.Start();
            }
        }

        return added;
    }

    /// <summary>A write of this router begins.</summary>
    public void Writes(RouteArms route)
    {
        lock (_gate)
        {
            foreach (var one in _subscriptions.Where(one => one.Route == route))
            {
                (one.WrittenAt, one.ReadVersion) = (around.Clock.GetTimestamp(), null);
            }
        }
    }

    /// <summary>What was read of a route or written there, which is no drift.</summary>
    /// <param name="version">The version of the object that is in force; null if a backend is missing there.</param>
    public void Saw(RouteArms route, ObservedTraffic seen, string? version)
    {
        lock (_gate)
        {
            foreach (var one in _subscriptions.Where(one => one.Route == route))
            {
                (one.Known, one.ReadVersion, one.ReadAt) = (seen, version, around.Clock.GetTimestamp());
            }
        }
    }

    /// <summary>
    /// What was last read of a route, while the watch shows the very version that was read. Versions are compared and
    /// not times: whether the read or the watch was first does not matter.
    /// </summary>
    public ObservedTraffic? Shown(RouteArms route)
    {
        lock (_gate)
        {
            return
                _subscriptions.Find(one => one.Route == route) is { ReadVersion: { } version } one
                && around.Clock.GetElapsedTime(one.ReadAt) < LongestTrust
                && _watches.GetValueOrDefault(one.At.Collection)?.VersionOf(one.At.Name) == version
                ? one.Known
                : null;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var watch in _watches.Values)
            {
                watch.Dispose();
            }

            _watches.Clear();
            _subscriptions.Clear();
        }
    }

    private void Changed(ObjectReference at, string name, JsonObject? tree)
    {
        List<(Action<string> Tell, string What)> news = [];
        lock (_gate)
        {
            foreach (var one in _subscriptions.Where(one => one.At.Collection == at.Collection && one.At.Name == name))
            {
                var shown = tree is null ? null : see(tree, one.Route);
                if (one.Known is { } known && shown != known && !IsEcho(one, tree))
                {
                    (one.Known, one.ReadVersion) = (shown, null);
                    news.Add((one.Drifted, Say(one, tree, shown)));
                }
            }
        }

        foreach (var (tell, what) in news)
        {
            tell(what);
        }
    }

    // If no other manager has written since, the change is of this service. A read finds a late worker of it.
    private bool IsEcho(Subscription one, JsonObject? tree) =>
        tree is not null
        && one.WrittenAt is { } at
        && around.Clock.GetElapsedTime(at) < Echo
        && FieldOwners.OthersOf(tree, field).Count == 0;

    private string Say(Subscription one, JsonObject? tree, ObservedTraffic? shown)
    {
        var by =
            tree is not null && FieldOwners.OthersOf(tree, field) is [var manager, ..]
                ? $"; the last other writer is {ForeignText.Quoted(manager)}"
                : "";
        return tree is null ? $"{one.At} was deleted"
            : shown is null ? $"{one.At} has no such route any more{by}"
            : $"{one.At} shows {shown.Traffic} for '{one.Route.Candidate}'{by}";
    }

    private void Remove(Subscription gone)
    {
        CollectionWatch? idle = null;
        lock (_gate)
        {
            if (
                _subscriptions.Remove(gone) && _subscriptions.TrueForAll(one => one.At.Collection != gone.At.Collection)
            )
            {
                _watches.Remove(gone.At.Collection, out idle);
            }
        }

        idle?.Dispose();
    }

    private sealed class Subscription(
        RouteSubscriptions all,
        RouteArms route,
        ObjectReference at,
        Action<string> drifted
    ) : IDisposable
    {
        public RouteArms Route => route;

        public ObjectReference At => at;

        public Action<string> Drifted => drifted;

        /// <summary>Null until the route was read, and while it is not there.</summary>
        public ObservedTraffic? Known { get; set; }

        /// <summary>The version of the object in which <see cref="Known"/> was read; null where none was.</summary>
        public string? ReadVersion { get; set; }

        public long ReadAt { get; set; }

        /// <summary>When this router last began to write there; null where it has not.</summary>
        public long? WrittenAt { get; set; }

        public void Dispose() => all.Remove(this);
    }
}
