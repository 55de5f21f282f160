using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.HAProxy.DataPlane;

/// <summary>
/// Changes the configuration file of HAProxy through its Data Plane API, so that a reload starts with the current
/// weights. Each server is written alone with the version that was read. Transactions are not used, because a commit
/// always reloads HAProxy, while a change of weight needs no reload.
/// </summary>
internal sealed class DataPlaneFile : IDisposable
{
    /// <summary>The number of attempts if other clients change the file between the read and the write.</summary>
    private const int Attempts = 3;

    /// <summary>A server is at most a page of text.</summary>
    private const int MostBytes = 256 * 1024;

    private readonly HttpClient _http;
    private readonly IDataPlaneApi _api;
    private readonly BoundedCall _call;
    private readonly TimeProvider _clock;

    public DataPlaneFile(Endpoint endpoint, AdapterContext around)
    {
        _http = HttpPeer.Connect(endpoint);
        _api = ApiClient.Over<IDataPlaneApi>(_http);
        _call = new BoundedCall($"the Data Plane API at {endpoint.Address}", endpoint.Timeout, around.Clock);
        _clock = around.Clock;
    }

    /// <summary>Writes both weights to the file unless it has them already.</summary>
    public async Task<Fault?> KeepAsync(
        string proxy,
        BackendWeight candidate,
        BackendWeight stable,
        CancellationToken cancellation
    )
    {
        var kept = await _call
            .RunAsync<Done>(end => KeepBothAsync(proxy, candidate, stable, end), cancellation)
            .ConfigureAwait(false);
        return kept.TryGet(out _, out var fault)
            ? null
            : fault with
            {
                Message = $"the weights are in force, but a reload would lose them: {fault.Message}",
            };
    }

    public void Dispose() => _http.Dispose();

    private async Task<Answer<Done>> KeepBothAsync(
        string proxy,
        BackendWeight candidate,
        BackendWeight stable,
        CancellationToken end
    )
    {
        var (one, other) = (
            await ServerAsync(proxy, candidate, end).ConfigureAwait(false),
            await ServerAsync(proxy, stable, end).ConfigureAwait(false)
        );
        if (!one.TryGet(out var inFile, out var fault) || !other.TryGet(out var stableInFile, out fault))
        {
            return fault;
        }

        // A reload may happen between the two writes, so the order matters here as it does for the runtime weights.
        foreach (var side in WeightChange.Order((candidate, WeightOf(inFile)), (stable, WeightOf(stableInFile))))
        {
            var kept = await KeepAsync(proxy, side, end).ConfigureAwait(false);
            if (!kept.TryGet(out _, out fault))
            {
                return fault;
            }
        }

        return default(Done);
    }

    private async Task<Answer<Done>> KeepAsync(string proxy, BackendWeight wanted, CancellationToken end)
    {
        for (var attempt = 1; ; attempt++)
        {
            // The version is read first, so that any later change of the server by another client makes the write fail.
            var version = await VersionAsync(end).ConfigureAwait(false);
            var server = await ServerAsync(proxy, wanted, end).ConfigureAwait(false);
            if (!version.TryGet(out var number, out var fault) || !server.TryGet(out var inFile, out fault))
            {
                return fault;
            }

            if (inFile is null || WeightOf(inFile) == wanted.Weight)
            {
                return default(Done);
            }

            inFile["weight"] = wanted.Weight;
            using var body = new StringContent(inFile.ToJsonString(), Encoding.UTF8, "application/json");
            using var response = await _api.PutServerAsync(proxy, wanted.Backend.Value, number, body, end)
                .ConfigureAwait(false);

            // 202 announces a later reload. The file is written in this case, too.
            if (response.IsSuccessStatusCode)
            {
                return default(Done);
            }

            if (response.StatusCode != HttpStatusCode.Conflict || attempt == Attempts)
            {
                return await FaultAsync(response, end).ConfigureAwait(false);
            }
        }
    }

    private async Task<Answer<long>> VersionAsync(CancellationToken end)
    {
        using var response = await _api.GetVersionAsync(end).ConfigureAwait(false);
        var read = await JsonAsync(response, end).ConfigureAwait(false);
        return !read.TryGet(out var json, out var fault) ? fault
            : json is JsonValue value && value.TryGetValue(out long number) ? number
            : new Fault(FaultKind.Unusable, $"{_call.Whom} names no version of its configuration");
    }

    /// <summary>Returns a server of the file; null if it does not exist and needs no weight.</summary>
    private async Task<Answer<JsonObject?>> ServerAsync(string proxy, BackendWeight wanted, CancellationToken end)
    {
        using var response = await _api.GetServerAsync(proxy, wanted.Backend.Value, end).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound && wanted.Weight == 0)
        {
            return new Answer<JsonObject?>.Got(null);
        }

        var read = await JsonAsync(response, end).ConfigureAwait(false);
        return !read.TryGet(out var json, out var fault) ? fault
            : json is JsonObject server ? server
            : new Fault(FaultKind.Unusable, $"{_call.Whom} answers with something that is no server");
    }

    // The default of HAProxy for a server without a weight.
    private static int? WeightOf(JsonObject? server) =>
        server is null ? null
        : server["weight"] is JsonValue value && value.TryGetValue(out int weight) ? weight
        : 1;

    private async Task<Answer<JsonNode?>> JsonAsync(HttpResponseMessage response, CancellationToken end)
    {
        if (!response.IsSuccessStatusCode)
        {
            return await FaultAsync(response, end).ConfigureAwait(false);
        }

        var body = await HttpAnswer.ReadAsync(response, MostBytes, end).ConfigureAwait(false);
        try
        {
            return new Answer<JsonNode?>.Got(JsonNode.Parse(body));
        }
        catch (JsonException)
        {
            return new Fault(FaultKind.Unusable, $"{_call.Whom} answers with what is no JSON");
        }
    }

    private async Task<Fault> FaultAsync(HttpResponseMessage response, CancellationToken end)
    {
        var body = await HttpAnswer.ReadAsync(response, MostBytes, end).ConfigureAwait(false);
        var fault = HttpFaults.Of(response, _call.Whom, HttpAnswer.Said(body, "message"), _clock);

        // Other clients wrote in every attempt. This is no error, and a later retry may succeed.
        return response.StatusCode == HttpStatusCode.Conflict ? fault with { Kind = FaultKind.Throttled } : fault;
    }
}
