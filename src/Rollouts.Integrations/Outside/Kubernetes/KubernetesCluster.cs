using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollouts.Integrations.Outside.Http;

namespace Rollouts.Integrations.Outside.Kubernetes;

/// <summary>
/// One cluster, with one client. Objects are kept as the JSON that came, and a change is a JSON Patch under the
/// resource version that was read, so that fields which this service does not know stay as they are.
/// </summary>
internal sealed class KubernetesCluster(KubernetesSettings settings, Surroundings around) : IDisposable
{
    /// <summary>The name by which the cluster records what this service has written.</summary>
    public const string FieldManager = "rollouts";

    /// <summary>Ten times what a cluster accepts of one object (1.5 MB of etcd).</summary>
    private const int MostBytes = 16 * 1024 * 1024;

    private readonly BoundedCall _call = new(
        $"Kubernetes at {ClusterClients.NameOf(settings.Access)}",
        settings.Timeout,
        around.Clock
    );

    private readonly Lock _door = new();
    private k8s.Kubernetes? _client;
    private bool _isDisposed;

    public string Name => _call.Whom;

    /// <summary>One read or one change, however many requests it takes, within the time of one call.</summary>
    public Task<Answer<T>> RunAsync<T>(Func<CancellationToken, Task<Answer<T>>> call, CancellationToken cancellation) =>
        _call.RunAsync(call, cancellation);

    public async Task<Answer<JsonObject>> GetAsync(ObjectReference at, CancellationToken end) =>
        (await SendAsync(at, HttpMethod.Get, "", content: null, end).ConfigureAwait(false)).Answer;

    /// <summary>Changes an object unless it has been changed since it was read.</summary>
    /// <returns>The object as it is afterwards; null where somebody else was quicker.</returns>
    public async Task<Answer<JsonObject?>> PatchAsync(ObjectReference at, JsonArray patch, CancellationToken end)
    {
        using var content = new StringContent(patch.ToJsonString(), Encoding.UTF8, "application/json-patch+json");
        var (answer, isConflict) = await SendAsync(at, HttpMethod.Patch, $"?fieldManager={FieldManager}", content, end)
            .ConfigureAwait(false);
        return isConflict ? new Answer<JsonObject?>.Got(null)
            : answer.TryGet(out var after, out var fault) ? new Answer<JsonObject?>.Got(after)
            : fault;
    }

    public void Dispose()
    {
        lock (_door)
        {
            _isDisposed = true;
            _client?.Dispose();
            _client = null;
        }
    }

    private async Task<(Answer<JsonObject> Answer, bool IsConflict)> SendAsync(
        ObjectReference at,
        HttpMethod method,
        string query,
        HttpContent? content,
        CancellationToken end
    )
    {
        var client = Client();
        using var request = new HttpRequestMessage(method, new Uri(client.BaseUri, at.Path + query));
        request.Content = content;
        request.Headers.Accept.ParseAdd("application/json");
        if (client.Credentials is { } credentials)
        {
            await credentials.ProcessHttpRequestAsync(request, end).ConfigureAwait(false);
        }

        using var response = await client
            .HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end)
            .ConfigureAwait(false);
        var body = await HttpAnswer.ReadAsync(response, MostBytes, end).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            Forget(client, response.StatusCode);
            return (FaultOf(at, response, body), response.StatusCode == HttpStatusCode.Conflict);
        }

        return Parse(body) is { } tree
            ? (tree, IsConflict: false)
            : (new Fault(FaultKind.Unusable, $"{Name} answers with something that is no object"), IsConflict: false);
    }

    private k8s.Kubernetes Client()
    {
        lock (_door)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _client ??= ClusterClients.Connect(settings.Access);
        }
    }

    // A certificate or a token of a file may have been renewed: the next call reads the files again. Calls that are
    // under way end by themselves, so the old client is left to them and to the collector.
    private void Forget(k8s.Kubernetes client, HttpStatusCode status)
    {
        lock (_door)
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
