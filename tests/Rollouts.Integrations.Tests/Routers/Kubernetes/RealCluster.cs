using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using k8s;
using Rollouts.Integrations.Tests.Routers.GatewayApi;

namespace Rollouts.Integrations.Tests.Routers.Kubernetes;

/// <summary>
/// A cluster that the environment names, in place of the stand-in. Where no controller reports on the route, this does.
/// </summary>
internal sealed class RealCluster : IAsyncDisposable
{
    /// <summary>A kubeconfig whose current context may do everything in namespaces shop and backends.</summary>
    public const string Variable = "ROLLOUTS_TEST_KUBECONFIG";

    private readonly CancellationTokenSource _end = new();
    private readonly k8s.Kubernetes _client;
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);

    private RealCluster(KubernetesClientConfiguration configuration)
    {
        _client = new k8s.Kubernetes(configuration);
        Authorities = configuration.SslCaCerts?.ExportCertificatePems();
    }

    /// <summary>The kubeconfig; null where the stand-in is to be used.</summary>
    public static string? Kubeconfig =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file ? file : null;

    public Uri Address => _client.BaseUri;

    /// <summary>The authority of the API server's certificate as PEM; null for the machine's.</summary>
    public string? Authorities { get; }

    public static async Task<RealCluster> ConnectAsync(string kubeconfig)
    {
        var cluster = new RealCluster(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig));
        foreach (var name in new[] { "shop", "backends" })
        {
            var tree = new JsonObject
            {
                ["kind"] = "Namespace",
                ["metadata"] = new JsonObject { ["name"] = name },
            };
            using var made = await cluster.SendAsync(HttpMethod.Post, "api/v1/namespaces", tree);
            Assert.True(made.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict, $"{made.StatusCode}");
        }

        return cluster;
    }

    public async Task<JsonObject?> FindAsync(string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path, body: null);
        return response.StatusCode == HttpStatusCode.NotFound
            ? null
            : await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>();
    }

    /// <summary>Another client replaces an object, or creates it.</summary>
    public Task PutAsync(string path, string json) => PutAsync(path, JsonNode.Parse(json)!.AsObject(), status: null);

    /// <summary>Another client writes an object, and its controller reports on it if there is a status.</summary>
    public async Task PutAsync(string path, JsonObject tree, JsonObject? status)
    {
        var there = await FindAsync(path);
        if (there is not null)
        {
            tree["metadata"]!["resourceVersion"] = there["metadata"]!["resourceVersion"]!.DeepClone();
        }

        using var response = there is null
            ? await SendAsync(HttpMethod.Post, path[..path.LastIndexOf('/')] + "?fieldManager=argocd-controller", tree)
            : await SendAsync(HttpMethod.Put, path + "?fieldManager=argocd-controller", tree);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        _made.Add(path);
        if (status is not null)
        {
            var written = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
            written["status"] = status.DeepClone();
            using var reported = await SendAsync(HttpMethod.Put, path + "/status", written);
            Assert.True(reported.IsSuccessStatusCode, await reported.Content.ReadAsStringAsync());
        }
    }

    /// <summary>Reports on an object whenever it has changed, as the controller of its parents would.</summary>
    public void Control(string path) => _ = Task.Run(() => ControlAsync(path, _end.Token));

    /// <summary>Takes away the objects of the test; the namespace stays for the next one.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        foreach (var path in _made)
        {
            using var deleted = await SendAsync(HttpMethod.Delete, path, body: null);
            Assert.True(
                deleted.IsSuccessStatusCode || deleted.StatusCode == HttpStatusCode.NotFound,
                $"{path} stays behind: {deleted.StatusCode}"
            );
        }

        _client.Dispose();
        _end.Dispose();
    }

    private async Task ControlAsync(string path, CancellationToken end)
    {
        var reported = 0L;
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, end);
            if (
                await FindAsync(path) is not { } tree
                || tree["metadata"]!["generation"]!.GetValue<long>() is var generation && generation == reported
            )
            {
                continue;
            }

            OneRoute.Report(tree, "True", "True");
            using var response = await SendAsync(HttpMethod.Put, path + "/status", tree);
            reported = response.IsSuccessStatusCode ? generation : reported;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, JsonNode? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(_client.BaseUri, path.TrimStart('/')));
        request.Content = body is null ? null : JsonContent.Create(body);
        if (_client.Credentials is { } credentials)
        {
            await credentials.ProcessHttpRequestAsync(request, default);
        }

        return await _client.HttpClient.SendAsync(request);
    }
}
