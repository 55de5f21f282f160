using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollouts.Integrations.Aws;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.CloudWatch;

/// <summary>Calls one CloudWatch with limited concurrency, and reads all pages of each call.</summary>
internal sealed class CloudWatchClient : IDisposable
{
    private const string Operations = "GraniteServiceVersion20100801.";

    /// <summary>CloudWatch accepts 50 calls a second per account, of which rollouts should use only a part.</summary>
    private const int AtOnce = 4;

    /// <summary>Enough for a call with 100,800 numbers.</summary>
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>An answer with more pages than this counts as endless.</summary>
    private const int MostPages = 100;

    private readonly SemaphoreSlim _places = new(AtOnce);
    private readonly HttpClient _http;
    private readonly ICloudWatchApi _api;
    private readonly BoundedCall _call;

    public CloudWatchClient(AwsEndpoint endpoint, AdapterContext around)
    {
        _http = AwsPeer.Connect(endpoint, "monitoring", around);
        _api = ApiClient.Over<ICloudWatchApi>(_http);
        _call = new BoundedCall($"CloudWatch at {endpoint.Address}", endpoint.Timeout, around.Clock);
    }

    public string Name => _call.Whom;

    /// <summary>
    /// Calls an operation and passes each page to the callback as it arrives. Returns a fault if a page failed.
    /// </summary>
    /// <param name="present">The present by the clock of the caller; null if it does not matter.</param>
    public async Task<Fault?> AskAsync(
        string operation,
        JsonObject request,
        Instant? present,
        Func<JsonElement, Fault?> take,
        CancellationToken cancellation
    )
    {
        // The wait for a free slot must not count as a timeout of CloudWatch.
        await _places.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            for (var page = 0; page < MostPages; page++)
            {
                var answer = await _call
                    .RunAsync<JsonElement>(end => AskOnceAsync(operation, request, present, end), cancellation)
                    .ConfigureAwait(false);
                if (!answer.TryGet(out var got, out var fault) || (fault = take(got)) is not null)
                {
                    return fault;
                }

                if (!got.TryGetProperty("NextToken", out var next) || next.ValueKind != JsonValueKind.String)
                {
                    return null;
                }

                request["NextToken"] = next.GetString();
            }

            return new Fault(FaultKind.Unusable, $"{Name} has no end of pages");
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

    private async Task<Answer<JsonElement>> AskOnceAsync(
        string operation,
        JsonObject request,
        Instant? present,
        CancellationToken end
    )
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.ToJsonString()));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        using var response = await _api.CallAsync(Operations + operation, content, end).ConfigureAwait(false);
        var body = await HttpAnswer.ReadAsync(response, MostBytes, end).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            return AwsFaults.Of(response, body, Name, _call.Clock);
        }

        if (SourceClock.Compare(response.Headers.Date, present, Name) is { } apart)
        {
            return apart;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : new Fault(FaultKind.Unusable, $"{Name} answers with what is no object");
        }
        catch (JsonException)
        {
            return new Fault(FaultKind.Unusable, $"{Name} answers with what is no JSON");
        }
    }
}
