using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Sandbox.Kubernetes;

/// <summary>
/// The API server of a cluster, as far as namespaced objects are read, written and watched. What it cannot do is an
/// error, so that no client passes by it.
/// </summary>
internal sealed class ClusterApi(string token, ClusterStore store, TimeProvider clock) : IDisposable
{
    private const string Namespaces = "/api/v1/namespaces";

    /// <summary>The subresource that controllers write.</summary>
    private const string StatusOf = "/status";

    private readonly Lock _gate = new();
    private CancellationTokenSource _broken = new();
    private int _throttled;
    private int _throttledFor;

    /// <summary>Why a webhook refuses a change; null where it does not.</summary>
    public Func<JsonObject, string?> Admission { get; set; } = static _ => null;

    /// <summary>Whether a verb on a plural is allowed to who asks.</summary>
    public Func<string, string, bool> Allows { get; set; } = static (_, _) => true;

    /// <summary>How long each answer takes.</summary>
    public TimeSpan Delay { get; set; }

    public TimeSpan BookmarkEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Runs before a change is looked at, as another client that is quicker.</summary>
    public Action BeforeChange { get; set; } = static () => { };

    /// <summary>Told of each change that was asked for by name of its manager.</summary>
    public Action<string> Changing { get; set; } = static _ => { };

    /// <summary>Answers the next requests with 429.</summary>
    public void Throttle(int requests, int seconds)
    {
        lock (_gate)
        {
            (_throttled, _throttledFor) = (requests, seconds);
        }
    }

    /// <summary>Breaks the connections of all watches.</summary>
    public void BreakWatches()
    {
        lock (_gate)
        {
            _broken.Cancel();
            _broken.Dispose();
            _broken = new CancellationTokenSource();
        }
    }

    public void Dispose() => _broken.Dispose();

    public async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        if (Delay > TimeSpan.Zero)
        {
            await Task.Delay(Delay, clock, context.RequestAborted);
        }

        if (request.Headers.Authorization != $"Bearer {token}")
        {
            await WriteAsync(context, ClusterStatus.Failure(401, "Unauthorized", "Unauthorized"));
            return;
        }

        if (IsThrottled() is { } seconds)
        {
            await WriteAsync(context, ClusterStatus.Throttled(seconds));
            return;
        }

        var asked = request.Path.Value!;
        if (asked == Namespaces && HttpMethods.IsPost(request.Method))
        {
            // Every namespace is there.
            await WriteAsync(context, ClusterStatus.Failure(409, "AlreadyExists", "the namespace already exists"));
            return;
        }

        var isStatus = ObjectPath.Parse(asked) is null && asked.EndsWith(StatusOf, StringComparison.Ordinal);
        if (ObjectPath.Parse(isStatus ? asked[..^StatusOf.Length] : asked) is not { } path)
        {
            await WriteAsync(context, ClusterStatus.NoSuchResource());
            return;
        }

        var verb =
            isStatus && HttpMethods.IsPut(request.Method) ? "status"
            : isStatus ? ""
            : VerbOf(request, path);
        if (!Allows(verb, path.Plural))
        {
            await WriteAsync(context, ClusterStatus.Forbidden(verb, path));
        }
        else if (verb == "watch")
        {
            CancellationToken broken;
            lock (_gate)
            {
                broken = _broken.Token;
            }

            await new ClusterWatch(store, clock, BookmarkEvery).StreamAsync(context, path, broken);
        }
        else
        {
            using var reader = new StreamReader(request.Body);
            await WriteAsync(context, Answer(verb, path, request, await reader.ReadToEndAsync(context.RequestAborted)));
        }
    }

    private ClusterStatus Answer(string verb, ObjectPath path, HttpRequest request, string body)
    {
        switch (verb)
        {
            case "get":
                return store.Find(path) is { } found ? ClusterStatus.Done(found)
                    : store.HasCollection(path) ? ClusterStatus.NotFound(path)
                    : ClusterStatus.NoSuchResource();
            case "list":
                return List(path);
            case "delete":
                return store.Remove(path);
            case "create" or "update" or "patch" or "status":
                BeforeChange();
                return Change(verb, path, request, body);
            default:
                return ClusterStatus.Failure(405, "MethodNotAllowed", $"there is no {request.Method} here");
        }
    }

    private ClusterStatus List(ObjectPath path)
    {
        var (objects, version) = store.List(path);
        return ClusterStatus.Done(
            new JsonObject
            {
                ["kind"] = ClusterKinds.KindOf(path.Plural) + "List",
                ["apiVersion"] = path.ApiVersion,
                ["metadata"] = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) },
                ["items"] = new JsonArray([.. objects]),
            }
        );
    }

    private ClusterStatus Change(string verb, ObjectPath path, HttpRequest request, string body)
    {
        JsonNode? sent;
        try
        {
            sent = JsonNode.Parse(body);
        }
        catch (JsonException e)
        {
            return ClusterStatus.Failure(400, "BadRequest", e.Message);
        }

        if (verb == "create" && sent is JsonObject made)
        {
            path = path with { Name = made["metadata"]?["name"]?.ToString() ?? "" };
        }

        var type = request.ContentType?.Split(';')[0] ?? "";
        var (query, isApply) = (request.Query, type == "application/apply-patch+yaml");
        var manager = query["fieldManager"].ToString() is { Length: > 0 } named
            ? named
            : request.Headers.UserAgent.ToString().Split('/')[0];
        var answer = store.Change(
            path,
            manager,
            isApply ? "Apply" : "Update",
            query["dryRun"] == "All",
            old =>
            {
                var (changed, refusal) = verb switch
                {
                    "create" => old is null
                        ? (sent as JsonObject, null)
                        : (null, ClusterStatus.Failure(409, "AlreadyExists", $"{path} already exists")),
                    "update" => ClusterWrites.Replaced(path, old, sent as JsonObject),
                    "status" => ClusterWrites.Reported(path, old, sent as JsonObject),
                    _ => Patched(path, old, type, sent, query["force"] == "true", manager),
                };
                return refusal is not null ? (null, refusal)
                    : changed is null ? (null, ClusterStatus.Failure(400, "BadRequest", "the body is no object"))
                    : Admission(changed) is { } why ? (null, ClusterStatus.Denied(why))
                    : (changed, null);
            }
        );
        if (answer.Code < 300 && query["dryRun"] != "All")
        {
            Changing(manager);
        }

        return answer;
    }

    private static (JsonObject?, ClusterStatus?) Patched(
        ObjectPath path,
        JsonObject? old,
        string type,
        JsonNode? sent,
        bool isForced,
        string manager
    )
    {
        if (old is null)
        {
            return (null, ClusterStatus.NotFound(path));
        }

        var changed = (type, sent) switch
        {
            ("application/json-patch+json", JsonArray patch) => Patches.Apply(old, patch),
            ("application/merge-patch+json" or "application/apply-patch+yaml", JsonObject patch) => Patches.Merge(
                old,
                patch
            ),
            _ => null,
        };
        if (changed is null)
        {
            return (
                null,
                type.EndsWith("+json", StringComparison.Ordinal)
                && !type.Contains("strategic", StringComparison.Ordinal)
                    ? ClusterStatus.Failure(
                        422,
                        "Invalid",
                        "the server rejected our request due to an error in our request"
                    )
                    : ClusterStatus.Failure(
                        415,
                        "UnsupportedMediaType",
                        $"the body of the request was in an unknown format ({type})"
                    )
            );
        }

        if (
            type == "application/apply-patch+yaml"
            && !isForced
            && FieldManagers.Conflict(old, (JsonObject)sent!, manager) is var (other, fields)
        )
        {
            return (null, ClusterStatus.FieldConflict(other, path.ApiVersion, fields));
        }

        return ClusterWrites.VersionOf(changed) == ClusterWrites.VersionOf(old)
            ? (changed, null)
            : (null, ClusterStatus.Stale(path));
    }

    private int? IsThrottled()
    {
        lock (_gate)
        {
            return _throttled-- > 0 ? _throttledFor : null;
        }
    }

    private static string VerbOf(HttpRequest request, ObjectPath path) =>
        (request.Method, path.Name) switch
        {
            ("GET", null) => request.Query["watch"].ToString() is "true" or "1" ? "watch" : "list",
            ("GET", _) => "get",
            ("POST", null) => "create",
            ("PUT", not null) => "update",
            ("PATCH", not null) => "patch",
            ("DELETE", not null) => "delete",
            _ => "",
        };

    private static async Task WriteAsync(HttpContext context, ClusterStatus answer)
    {
        context.Response.StatusCode = answer.Code;
        context.Response.ContentType = "application/json";
        if (answer.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.Body.WriteAsync(
            Encoding.UTF8.GetBytes(answer.Body.ToJsonString()),
            context.RequestAborted
        );
    }
}
