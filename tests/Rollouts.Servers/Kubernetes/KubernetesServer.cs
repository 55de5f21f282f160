using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Servers.Kubernetes;

/// <summary>
/// A stand-in for an API server, as far as one object after another is read and changed: resource versions, generations,
/// field managers, and the refusals that a real one gives. What it cannot do is an error, so that no test passes by it.
/// </summary>
public sealed class KubernetesServer : IAsyncDisposable
{
    public const string Token = "a-token-of-a-service-account";

    private readonly Lock _door = new();
    private readonly Dictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private HttpServer? _server;
    private int _version = 1000;

    public Uri Address => _server!.Address;

    /// <summary>Every request, as in <c>PATCH /apis/... manager</c>.</summary>
    public IList<string> Requests { get; } = [];

    /// <summary>The managers that changed an object, in the order of their changes.</summary>
    public IList<string> Managers { get; } = [];

    /// <summary>What the controller of a kind writes into the status of a changed object; it does nothing by itself.</summary>
    public Action<JsonObject> Controller { get; set; } = static _ => { };

    /// <summary>Why a webhook refuses a change; null where it does not.</summary>
    public Func<JsonObject, string?> Admission { get; set; } = static _ => null;

    /// <summary>What a definition drops from an object without a word.</summary>
    public Action<JsonObject> Prune { get; set; } = static _ => { };

    /// <summary>Answers in place of the server while it returns true.</summary>
    public Func<HttpContext, Task<bool>> Instead { get; set; } = static _ => Task.FromResult(false);

    /// <summary>Runs before a change is looked at, as another client that is quicker.</summary>
    public Action BeforeChange { get; set; } = static () => { };

    public static async Task<KubernetesServer> StartAsync()
    {
        var server = new KubernetesServer();
        server._server = await HttpServer.StartAsync(server.AnswerAsync);
        return server;
    }

    public JsonObject this[string path]
    {
        get
        {
            lock (_door)
            {
                return _objects[path].DeepClone().AsObject();
            }
        }
    }

    /// <summary>Another client writes an object, whatever is there.</summary>
    public void Put(string path, string json)
    {
        lock (_door)
        {
            Store(path, JsonNode.Parse(json)!.AsObject());
        }
    }

    /// <summary>Another client changes an object.</summary>
    public void Change(string path, Action<JsonObject> change)
    {
        lock (_door)
        {
            var changed = _objects[path].DeepClone().AsObject();
            change(changed);
            Store(path, changed);
        }
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var path = request.Path.Value!;
        lock (_door)
        {
            Requests.Add($"{request.Method} {path}");
        }

        if (await Instead(context))
        {
            return;
        }

        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        var (status, answer) =
            request.Headers.Authorization != $"Bearer {Token}" ? Failure(401, "Unauthorized", "Unauthorized")
            : HttpMethods.IsGet(request.Method) ? Get(path)
            : HttpMethods.IsPatch(request.Method) ? Patch(path, request, body)
            : Failure(405, "MethodNotAllowed", $"the stand-in knows no {request.Method}");
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(answer.ToJsonString()));
    }

    private (int Status, JsonObject Answer) Get(string path)
    {
        lock (_door)
        {
            return _objects.TryGetValue(path, out var found) ? (200, found.DeepClone().AsObject()) : Missing(path);
        }
    }

    private (int Status, JsonObject Answer) Patch(string path, HttpRequest request, string body)
    {
        BeforeChange();
        lock (_door)
        {
            if (request.ContentType?.StartsWith("application/json-patch+json", StringComparison.Ordinal) != true)
            {
                return Failure(415, "UnsupportedMediaType", $"the stand-in takes no {request.ContentType}");
            }

            if (!_objects.TryGetValue(path, out var old))
            {
                return Missing(path);
            }

            if (JsonPatchOperations.Apply(old, JsonNode.Parse(body)!.AsArray()) is not { } changed)
            {
                return Failure(422, "Invalid", "the server rejected our request due to an error in our request");
            }

            if (VersionOf(changed) != VersionOf(old))
            {
                return Failure(
                    409,
                    "Conflict",
                    $"Operation cannot be fulfilled on {NameOf(path)}: the object has been modified; please apply your "
                        + "changes to the latest version and try again"
                );
            }

            if (Admission(changed) is { } refusal)
            {
                return Failure(
                    403,
                    "Forbidden",
                    $"admission webhook \"validate.example\" denied the request: {refusal}"
                );
            }

            Managers.Add(request.Query["fieldManager"].ToString());
            return (200, Store(path, changed).DeepClone().AsObject());
        }
    }

    private JsonObject Store(string path, JsonObject changed)
    {
        Prune(changed);
        var old = _objects.GetValueOrDefault(path);
        var metadata = changed["metadata"]!.AsObject();
        var sameSpec = old is not null && JsonNode.DeepEquals(old["spec"], changed["spec"]);
        var generation = old?["metadata"]!["generation"]!.GetValue<long>() ?? 0;
        metadata["generation"] = sameSpec ? generation : generation + 1;
        metadata["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
        Controller(changed);
        return _objects[path] = changed;
    }

    private (int Status, JsonObject Answer) Missing(string path) =>
        _objects.Keys.Any(known => CollectionOf(known) == CollectionOf(path))
            ? Failure(404, "NotFound", $"{NameOf(path)} not found")
            : Failure(404, "NotFound", "the server could not find the requested resource");

    private static string? VersionOf(JsonObject tree) => tree["metadata"]?["resourceVersion"]?.ToString();

    private static string CollectionOf(string path) => path[..path.LastIndexOf('/')];

    private static string NameOf(string path) => $"\"{path[(path.LastIndexOf('/') + 1)..]}\"";

    private static (int Status, JsonObject Answer) Failure(int code, string reason, string message) =>
        (
            code,
            new JsonObject
            {
                ["kind"] = "Status",
                ["apiVersion"] = "v1",
                ["status"] = "Failure",
                ["reason"] = reason,
                ["message"] = message,
                ["code"] = code,
            }
        );
}
