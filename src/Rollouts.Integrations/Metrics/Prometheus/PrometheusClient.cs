using System.Globalization;
using System.Net;
using Rollouts.Integrations.Aws;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>Asks one Prometheus, a few queries at a time.</summary>
internal sealed class PrometheusClient : IDisposable
{
    /// <summary>Prometheus itself runs 20 queries at once for all who ask; rollouts take less than half.</summary>
    private const int AtOnce = 8;

    /// <summary>As many series as a check may have, with their labels and some minutes of samples.</summary>
    private const int MostBytes = 8 * 1024 * 1024;

    private readonly SemaphoreSlim _places = new(AtOnce);
    private readonly HttpClient _http;
    private readonly IPrometheusApi _api;
    private readonly BoundedCall _call;

    public PrometheusClient(PrometheusSettings settings, AdapterContext around)
    {
        var endpoint = settings.Endpoint;
        _http = HttpPeer.Connect(endpoint, settings.Aws is { } access ? AwsPeer.Signed(access, "aps", around) : null);
        _api = ApiClient.Over<IPrometheusApi>(_http);
        _call = new BoundedCall($"Prometheus at {endpoint.Address}", endpoint.Timeout, around.Clock);
    }

    public async Task<Answer<PrometheusAnswer>> AskAsync(
        string query,
        Instant at,
        Instant? present,
        CancellationToken cancellation
    )
    {
        // Waiting for a place is our own doing and no time-out of Prometheus.
        await _places.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var answer = await _call
                .RunAsync<PrometheusAnswer>(end => AskOnceAsync(query, at, present, end), cancellation)
                .ConfigureAwait(false);
            return answer;
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _places.Dispose();
    }

    private async Task<Answer<PrometheusAnswer>> AskOnceAsync(
        string query,
        Instant at,
        Instant? present,
        CancellationToken end
    )
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["query"] = query,
            ["time"] = (at.Microseconds / 1_000_000m).ToString("0.000", CultureInfo.InvariantCulture),
            // Prometheus need not finish a query after this client has stopped waiting.
            ["timeout"] = $"{(long)_call.Longest.TotalMilliseconds}ms",
        };
        using var response = await _api.QueryAsync(form, end).ConfigureAwait(false);
        var body = await HttpAnswer.ReadAsync(response, MostBytes, end).ConfigureAwait(false);
        return !response.IsSuccessStatusCode ? FaultOf(response, body, query)
            : SourceClock.Compare(response.Headers.Date, present, _call.Whom) is { } apart ? apart
            : PrometheusAnswer.Parse(body, _call.Whom);
    }

    private Fault FaultOf(HttpResponseMessage response, byte[] body, string query)
    {
        var fault = HttpFaults.Of(response, _call.Whom, HttpAnswer.Said(body, "error"), _call.Clock);
        return response.StatusCode switch
        {
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => fault with
            {
                Message = $"{fault.Message}, asked for {ForeignText.Quoted(query)}",
            },
            HttpStatusCode.ServiceUnavailable when HttpAnswer.Said(body, "errorType") == "'timeout'" => fault with
            {
                Kind = FaultKind.TimedOut,
            },
            HttpStatusCode.NotFound => fault with
            {
                Message = $"{fault.Message}; does the address lack a path, as in /prometheus?",
            },
            _ => fault,
        };
    }
}
