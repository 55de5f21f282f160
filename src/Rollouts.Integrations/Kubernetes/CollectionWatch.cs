using System.Text.Json.Nodes;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Kubernetes;

/// <summary>
/// Follows the objects of one kind in one namespace. It goes on from where a connection broke off; where the cluster
/// has forgotten that place, it lists everything anew.
/// </summary>
/// <param name="any">An object of the collection with any name.</param>
/// <param name="changed">Told of each object that may have changed; null for one that was deleted.</param>
internal sealed class CollectionWatch(
    KubernetesCluster cluster,
    ObjectReference any,
    Action<string, JsonObject?> changed,
    AdapterContext around
) : IDisposable
{
    /// <summary>So that a cluster which ends each watch at once is not called without end.</summary>
    private static readonly TimeSpan BetweenWatches = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _end = new();
    private readonly ShownVersions _shown = new(around.Clock);
    private int _failures;
    private TimeSpan _askedToWait;

    public void Start() => _ = Task.Run(() => FollowAsync(_end.Token));

    /// <summary>
    /// The version of an object that the cluster shows now; null where the object is not there, and while it is not
    /// certain that a change would be heard of.
    /// </summary>
    public string? VersionOf(string name) => _shown.Of(name);

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private async Task FollowAsync(CancellationToken end)
    {
        string? version = null;
        while (!end.IsCancellationRequested)
        {
            try
            {
                version = await PassAsync(version, end).ConfigureAwait(false);
                _shown.Silent();
                await Task.Delay(Pause(), around.Clock, end).ConfigureAwait(false);
            }
            catch (Exception) when (end.IsCancellationRequested)
            {
                return;
            }
            // The boundary of this job: routes are still read if it fails.
            catch (Exception broken)
            {
                _shown.Silent();
                around.Remark($"the watch of {any.Kind} in {any.Namespace} failed and begins anew: {broken.Message}");
                version = null;
                await Task.Delay(LongestPause, around.Clock, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    /// <returns>The version to go on from; null where everything is to be listed anew.</returns>
    private async Task<string?> PassAsync(string? version, CancellationToken end)
    {
        if (version is null)
        {
            var listed = await cluster.ListAsync(any, end).ConfigureAwait(false);
            if (!listed.TryGet(out var list, out var fault))
            {
                return Failed(version: null, fault);
            }

            Tell(list["items"] as JsonArray ?? []);
            version = list["metadata"]?["resourceVersion"]?.ToString() ?? "";
        }

        var watched = await cluster
            .WatchAsync(
                any,
                version,
                _shown.Heard,
                (type, tree) =>
                {
                    (_failures, _askedToWait) = (0, TimeSpan.Zero);
                    version = type == "ERROR" ? null : tree["metadata"]?["resourceVersion"]?.ToString() ?? version;
                    if (type is "ADDED" or "MODIFIED" or "DELETED")
                    {
                        Tell(tree, isThere: type != "DELETED");
                    }

                    if (type != "ERROR")
                    {
                        _shown.Heard();
                    }
                },
                end
            )
            .ConfigureAwait(false);
        return watched.TryGet(out _, out var broken) ? version : Failed(version, broken);
    }

    // An object that was deleted while nothing was watched is not in the list, and no watch reports it.
    private void Tell(JsonArray list)
    {
        var items = list.OfType<JsonObject>().ToList();
        foreach (var gone in _shown.Without(items.Select(NameOf)))
        {
            _shown.Set(gone, version: null);
            changed(gone, null);
        }

        foreach (var item in items)
        {
            Tell(item, isThere: true);
        }
    }

    private void Tell(JsonObject tree, bool isThere)
    {
        if (NameOf(tree) is { } name)
        {
            // Before the event is published, so that its reader finds this version.
            _shown.Set(name, isThere ? tree["metadata"]!["resourceVersion"]?.ToString() : null);
            changed(name, isThere ? tree : null);
        }
    }

    private static string? NameOf(JsonObject tree) => tree["metadata"]?["name"]?.ToString();

    // A connection that breaks is nothing to speak of; a right that is missing is, once.
    private string? Failed(string? version, Fault fault)
    {
        _askedToWait = fault.RetryAfter ?? TimeSpan.Zero;
        if (++_failures == 1 && !fault.MayPass)
        {
            around.Remark($"{any.Kind} in {any.Namespace} cannot be watched, and is only read: {fault.Message}");
        }

        return version;
    }

    private TimeSpan Pause()
    {
        var grown = _failures == 0 ? BetweenWatches : ShortestPause * Math.Pow(2, Math.Min(_failures - 1, 10));
        var spread = (grown < LongestPause ? grown : LongestPause) * (0.75 + (Random.Shared.NextDouble() / 2));
        return spread > _askedToWait ? spread
            : _askedToWait < LongestPause ? _askedToWait
            : LongestPause;
    }
}
