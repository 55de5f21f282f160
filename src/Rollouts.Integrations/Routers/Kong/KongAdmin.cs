using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Kong;

/// <summary>A client of one Admin API, with its pages and its errors.</summary>
internal sealed class KongAdmin : IDisposable
{
    /// <summary>The maximum page size of Kong.</summary>
    private const int PageSize = 1000;

    /// <summary>An upstream with more targets than this is not supported.</summary>
    private const int MostPages = 50;

    /// <summary>Enough for a thousand targets with their addresses.</summary>
    private const int MostBytes = 8 * 1024 * 1024;

    private readonly HttpClient _http;
    private readonly BoundedCall _call;

    public KongAdmin(Endpoint endpoint, AdapterContext around)
    {
        _http = HttpPeer.Connect(endpoint);
        Api = ApiClient.Over<IKongAdminApi>(_http);
        _call = new BoundedCall($"Kong at {endpoint.Address}", endpoint.Timeout, around.Clock);
    }

    public IKongAdminApi Api { get; }

    public string Name => _call.Whom;

    public Task<Answer<T>> RunAsync<T>(Func<CancellationToken, Task<Answer<T>>> call, CancellationToken cancellation) =>
        _call.RunAsync(call, cancellation);

    /// <summary>Runs a call without a result.</summary>
    public async Task<Fault?> DoAsync(Func<CancellationToken, Task<Fault?>> call, CancellationToken cancellation)
    {
        var done = await _call
            .RunAsync<Done>(
                async end => await call(end).ConfigureAwait(false) is { } fault ? fault : default(Done),
                cancellation
            )
            .ConfigureAwait(false);
        return done.TryGet(out _, out var failed) ? null : failed;
    }

    /// <summary>Returns the targets of an upstream with their configured weights.</summary>
    public Task<Answer<KongUpstream>> TargetsAsync(string upstream, CancellationToken end) =>
        PagesAsync(offset => Api.GetTargetsAsync(upstream, PageSize, offset, end), end);

    /// <summary>Returns the targets with their effective weights.</summary>
    public async Task<Answer<KongUpstream>> HealthAsync(string upstream, CancellationToken end)
    {
        var answer = await PagesAsync(offset => Api.GetHealthAsync(upstream, PageSize, offset, end), end)
            .ConfigureAwait(false);

        // Konnect and other control planes balance no traffic and have no such page. If the upstream itself is missing,
        // the next call reports it.
        return answer is Answer<KongUpstream>.Failed { Fault.Kind: FaultKind.NotFound or FaultKind.Refused }
            ? await TargetsAsync(upstream, end).ConfigureAwait(false)
            : answer;
    }

    /// <summary>Returns one entity; null if no entity has this name.</summary>
    public async Task<Answer<JsonElement?>> FindAsync(Task<HttpResponseMessage> asked, CancellationToken end)
    {
        using var response = await asked.ConfigureAwait(false);
        var read = await ReadAsync(response, end).ConfigureAwait(false);
        return read.TryGet(out var entity, out var fault) ? new Answer<JsonElement?>.Got(entity)
            : fault.Kind == FaultKind.NotFound ? new Answer<JsonElement?>.Got(null)
            : fault;
    }

    /// <summary>Returns the fault of a change; null if it was accepted.</summary>
    public async Task<Fault?> ChangeAsync(Task<HttpResponseMessage> asked, CancellationToken end)
    {
        using var response = await asked.ConfigureAwait(false);
        return response.IsSuccessStatusCode ? null : await FaultAsync(response, end).ConfigureAwait(false);
    }

    public static HttpContent Body(JsonObject body) =>
        new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");

    public void Dispose() => _http.Dispose();

    private async Task<Answer<KongUpstream>> PagesAsync(
        Func<string?, Task<HttpResponseMessage>> ask,
        CancellationToken end
    )
    {
        List<KongTarget> targets = [];
        string? offset = null;
        for (var page = 0; page < MostPages; page++)
        {
            using var response = await ask(offset).ConfigureAwait(false);
            var read = await ReadAsync(response, end).ConfigureAwait(false);
            if (!read.TryGet(out var body, out var fault))
            {
                return fault;
            }

            if (!body.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
            {
                return Unusable("a list of targets");
            }

            foreach (var entity in data.EnumerateArray())
            {
                if (KongUpstream.Read(entity) is not { } target)
                {
                    return Unusable("targets with their weights");
                }

                targets.Add(target);
            }

            offset =
                body.TryGetProperty("offset", out var next) && next.ValueKind == JsonValueKind.String
                    ? next.GetString()
                    : null;
            if (offset is null)
            {
                return new KongUpstream(targets);
            }
        }

        return new Fault(FaultKind.Unusable, $"{Name} has no end of targets");
    }

    private async Task<Answer<JsonElement>> ReadAsync(HttpResponseMessage response, CancellationToken end)
    {
        if (!response.IsSuccessStatusCode)
        {
            return await FaultAsync(response, end).ConfigureAwait(false);
        }

        var body = await HttpAnswer.ReadAsync(response, MostBytes, end).ConfigureAwait(false);
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : Unusable("an object");
        }
        catch (JsonException)
        {
            return Unusable("JSON");
        }
    }

    private async Task<Fault> FaultAsync(HttpResponseMessage response, CancellationToken end)
    {
        var body = await HttpAnswer.ReadAsync(response, MostBytes, end).ConfigureAwait(false);
        var fault = HttpFaults.Of(response, Name, HttpAnswer.Said(body, "message"), _call.Clock);
        return response.StatusCode == HttpStatusCode.MethodNotAllowed
            ? fault with
            {
                Message = fault.Message + "; a Kong without a database is changed by its file only",
            }
            : fault;
    }

    private Fault Unusable(string what) => new(FaultKind.Unusable, $"{Name} answers with something that is not {what}");
}
