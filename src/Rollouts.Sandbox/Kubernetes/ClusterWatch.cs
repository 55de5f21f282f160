using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Sandbox.Kubernetes;

/// <summary>Streams the changes of one collection to one client, a JSON object a line.</summary>
internal sealed class ClusterWatch(ClusterStore store, TimeProvider clock, TimeSpan bookmarkEvery)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public async Task StreamAsync(HttpContext context, ObjectPath path, CancellationToken broken)
    {
        var query = context.Request.Query;
        var bookmarks = query["allowWatchBookmarks"] == "true";
        var name = query["fieldSelector"].ToString() is ['m', ..] selector ? selector.Split('=')[^1] : null;
        var longest = int.TryParse(query["timeoutSeconds"], CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : Longest;
        using var end = new CancellationTokenSource(longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, broken, end.Token);
        context.Response.ContentType = "application/json";
        await context.Response.StartAsync(context.RequestAborted);
        // As an API server does: the client learns at once that it is watching, and not with the first change.
        await context.Response.Body.FlushAsync(context.RequestAborted);
        var version = await BeginAsync(context, path, name, query["resourceVersion"]);
        try
        {
            while (store.After(version, path) is var (events, reached, more))
            {
                foreach (var one in events.Where(one => name is null || one.Path.Name == name))
                {
                    await WriteAsync(context, one.Type, one.Tree);
                }

                version = reached;
                if (!await NextAsync(more, either.Token) && bookmarks)
                {
                    await WriteAsync(context, "BOOKMARK", Bookmark(path, version));
                }
            }

            await WriteAsync(
                context,
                "ERROR",
                ClusterStatus.Failure(410, "Expired", $"too old resource version: {version} ({store.Version})").Body
            );
        }
        catch (OperationCanceledException) when (broken.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (OperationCanceledException)
        {
            // The time of this watch is up, or the client is gone: the stream ends as an API server ends it.
        }
    }

    // Without a version a watch begins with everything that is there.
    private async Task<long> BeginAsync(HttpContext context, ObjectPath path, string? name, string? from)
    {
        if (long.TryParse(from, CultureInfo.InvariantCulture, out var version) && version > 0)
        {
            return version;
        }

        var (objects, now) = store.List(path);
        foreach (var tree in objects.Where(tree => name is null || tree["metadata"]!["name"]!.ToString() == name))
        {
            await WriteAsync(context, "ADDED", tree);
        }

        return now;
    }

    /// <returns>Whether there is news; false where it is time for a bookmark.</returns>
    private async Task<bool> NextAsync(Task more, CancellationToken end)
    {
        var pause = Task.Delay(bookmarkEvery, clock, end);
        var first = await Task.WhenAny(more, pause);
        await first;
        return first == more;
    }

    private static JsonObject Bookmark(ObjectPath path, long version) =>
        new()
        {
            ["kind"] = ClusterKinds.KindOf(path.Plural),
            ["apiVersion"] = path.ApiVersion,
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture),
                ["creationTimestamp"] = null,
            },
        };

    private static async Task WriteAsync(HttpContext context, string type, JsonObject tree)
    {
        var line = new JsonObject { ["type"] = type, ["object"] = tree.DeepClone() }.ToJsonString() + "\n";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(line), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
