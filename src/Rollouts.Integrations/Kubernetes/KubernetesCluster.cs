using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Kubernetes;

/// <summary>
/// One cluster, with one client. Objects are kept as the JSON that came, and a change is a JSON Patch under the
/// resource version that was read, so that fields which this service does not know stay as they are.
/// </summary>
internal sealed class KubernetesCluster(KubernetesSettings settings, AdapterContext around) : IDisposable
{
    /// <summary>The name by which the cluster records what this service has written.</summary>
    public const string FieldManager = "rollouts";

    /// <summary>Ten times what a cluster accepts of one object (1.5 MB of etcd).</summary>
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>How long one watch lasts; API servers end them after five to ten minutes anyway.</summary>
    private static readonly TimeSpan LongestWatch = TimeSpan.FromMinutes(5);

    private readonly BoundedCall _call = new(
        $"Kubernetes at {ClusterClients.NameOf(settings.Access)}",
        settings.Timeout,
        around.Clock
    );

    private readonly Lock _gate = new();
    private k8s.Kubernetes? _client;
    private bool _isDisposed;

    public string Name => _call.Whom;

    /// <summary>One read or one change, however many requests it takes, within the time of one call.</summary>
    public Task<Answer<T>> RunAsync<T>(Func<CancellationToken, Task<Answer<T>>> call, CancellationToken cancellation) =>
        _call.RunAsync(call, cancellation);

    public async Task<Answer<JsonObject>> GetAsync(ObjectReference at, CancellationToken end) =>
        (await SendAsync(at, at.Path, HttpMethod.Get, content: null, end).ConfigureAwait(false)).Answer;

    /// <summary>All objects of a kind in a namespace, and the version that they are of.</summary>
    public Task<Answer<JsonObject>> ListAsync(ObjectReference any, CancellationToken cancellation) =>
        RunAsync(
            async end =>
                (await SendAsync(any, any.Collection, HttpMethod.Get, content: null, end).ConfigureAwait(false)).Answer,
            cancellation
        );

    /// <summary>Tells of changes after a version until the cluster ends the watch, or refuses to go on.</summary>
    /// <param name="begun">Called once the cluster has accepted the watch.</param>
    public Task<Answer<Done>> WatchAsync(
        ObjectReference any,
        string version,
        Action begun,
        Action<string, JsonObject> tell,
        CancellationToken cancellation
    ) =>
        // Longer than the cluster was asked to watch: a connection that is silent beyond that is dead.
        (_call with { Longest = LongestWatch + settings.Timeout }).RunAsync<Done>(
            async end =>
            {
                var query =
                    $"?watch=true&allowWatchBookmarks=true&timeoutSeconds={(int)LongestWatch.TotalSeconds}"
                    + $"&resourceVersion={Uri.EscapeDataString(version)}";
                var client = Client();
                using var request = await RequestAsync(client, HttpMethod.Get, any.Collection + query, end)
                    .ConfigureAwait(false);
                using var response = await client
                    .HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end)
                    .ConfigureAwait(false);
                if (!response.IsSuccessStatusCode)
                {
                    Forget(client, response.StatusCode);
                    if (response.StatusCode == HttpStatusCode.Gone)
                    {
                        tell("ERROR", []);
                        return default(Done);
                    }

                    return FaultOf(
                        any,
                        response,
                        await HttpAnswer.ReadAsync(response, MostBytes, end).ConfigureAwait(false)
                    );
                }

                begun();
                var stream = await response.Content.ReadAsStreamAsync(end).ConfigureAwait(false);
                using var reader = new StreamReader(stream);
                while (await reader.ReadLineAsync(end).ConfigureAwait(false) is { } line)
                {
                    if (line.Length > MostBytes || Parse(Encoding.UTF8.GetBytes(line)) is not { } change)
                    {
                        return new Fault(FaultKind.Unusable, $"{Name} shows a change that is no object");
                    }

                    tell(change["type"]?.ToString() ?? "", change["object"] as JsonObject ?? []);
                }

                return default(Done);
            },
            cancellation
        );

    /// <summary>Changes an object unless it has been changed since it was read.</summary>
    /// <param name="isRehearsal">Whether the cluster only says what it would do.</param>
    /// <returns>The object as it is afterwards; null where another writer was quicker.</returns>
    public async Task<Answer<JsonObject?>> PatchAsync(
        ObjectReference at,
        JsonArray patch,
        bool isRehearsal,
        CancellationToken end
    )
    {
        using var content = new StringContent(patch.ToJsonString(), Encoding.UTF8, "application/json-patch+json");
        var query = $"?fieldManager={FieldManager}{(isRehearsal ? "&dryRun=All" : "")}";
        var (answer, isConflict) = await SendAsync(at, at.Path + query, HttpMethod.Patch, content, end)
            .ConfigureAwait(false);
        return isConflict ? new Answer<JsonObject?>.Got(null)
            : answer.TryGet(out var after, out var fault) ? new Answer<JsonObject?>.Got(after)
            : fault;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _client?.Dispose();
            _client = null;
        }
    }

    private async Task<(Answer<JsonObject> Answer, bool IsConflict)> SendAsync(
        ObjectReference at,
        string path,
        HttpMethod method,
        HttpContent? content,
        CancellationToken end
    )
    {
        var client = Client();
        using var request = await RequestAsync(client, method, path, end).ConfigureAwait(false);
        request.Content = content;
        using var response = await client
            .HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end)
            .ConfigureAwait(false);
        var body = await HttpAnswer.ReadAsync(response, MostBytes, end).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            Forget(client, response.StatusCode);
            return FieldOwners.OfConflict(Parse(body)) is { Count: > 0 } others
                ? (Claimed(at, others), false)
                : (FaultOf(at, response, body), response.StatusCode == HttpStatusCode.Conflict);
        }

        return Parse(body) is { } tree
            ? (tree, IsConflict: false)
            : (new Fault(FaultKind.Unusable, $"{Name} answers with something that is no object"), IsConflict: false);
    }

    private static async Task<HttpRequestMessage> RequestAsync(
        k8s.Kubernetes client,
        HttpMethod method,
        string path,
        CancellationToken end
    )
    {
        var request = new HttpRequestMessage(method, new Uri(client.BaseUri, path));
        request.Headers.Accept.ParseAdd("application/json");
        if (client.Credentials is { } credentials)
        {
            await credentials.ProcessHttpRequestAsync(request, end).ConfigureAwait(false);
        }

        return request;
    }

    private k8s.Kubernetes Client()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _client ??= ClusterClients.Connect(settings.Access);
        }
    }

    // A certificate or a token of a file may have been renewed: the next call reads the files again. Calls that are
    // under way end by themselves, so the old client is left to them and to the collector.
    private void Forget(k8s.Kubernetes client, HttpStatusCode status)
    {
        lock (_gate)
        {
            if (status == HttpStatusCode.Unauthorized && ReferenceEquals(_client, client))
            {
                _client = null;
            }
        }
    }

    private Fault FaultOf(ObjectReference at, HttpResponseMessage response, byte[] body)
    {
        var said = HttpAnswer.Said(body, "message");
        var fault = HttpFaults.Of(response, Name, $"{at}: {said}", around.Clock);
        return response.StatusCode switch
        {
            // A webhook refuses with 403, and the credentials are as good as they were.
            HttpStatusCode.Forbidden when said.Contains("admission webhook", StringComparison.Ordinal) => fault with
            {
                Kind = FaultKind.Refused,
            },
            HttpStatusCode.NotFound when said.Contains("the requested resource", StringComparison.Ordinal) => fault with
            {
                Message = $"{fault.Message}; is {at.Kind} of {at.Group}/{at.Version} installed in this cluster?",
            },
            _ => fault,
        };
    }

    private Fault Claimed(ObjectReference at, IReadOnlyList<string> conflicts) =>
        new(
            FaultKind.Refused,
            $"{Name}: {at} has another writer: {string.Join("; ", conflicts)}; let that writer ignore these fields"
        );

    private static JsonObject? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
