using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Outside.Aws;
using Rollouts.Integrations.Outside.Http;

namespace Rollouts.Integrations.Metrics.CloudWatch;

/// <summary>The calls of one CloudWatch, some at a time, each with all of its pages.</summary>
internal sealed class CloudWatchClient : IDisposable
{
    private const string Operations = "GraniteServiceVersion20100801.";

    /// <summary>CloudWatch takes 50 calls a second of a whole account; rollouts take a little of that.</summary>
    private const int AtOnce = 4;

    /// <summary>A call of 100,800 numbers.</summary>
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Whoever goes on and on has lost the thread.</summary>
    private const int MostPages = 100;

    private readonly SemaphoreSlim _places = new(AtOnce);
    private readonly HttpClient _http;
    private readonly ICloudWatchApi _api;
    private readonly BoundedCall _call;

    public CloudWatchClient(AwsEndpoint endpoint, Surroundings around)
    {
        _http = AwsPeer.Connect(endpoint, "monitoring", around);
        _api = ApiClient.Over<ICloudWatchApi>(_http);
        _call = new BoundedCall($"CloudWatch at {endpoint.Address}", endpoint.Timeout, around.Clock);
    }

    public string Name => _call.Whom;

    /// <summary>Every page of an operation, each handed on as it comes; a fault where one of them failed.</summary>
    public async Task<Fault?> AskAsync(
        string operation,
        JsonObject request,
        Func<JsonElement, Fault?> take,
        CancellationToken cancellation
    )
    {
        // Waiting for a place is our own doing and no time-out of CloudWatch.
        await _places.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            for (var page = 0; page < MostPages; page++)
            {
                var answer = await _call
                    .RunAsync<JsonElement>(end => AskOnceAsync(operation, request, end), cancellation)
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

    private async Task<Answer<JsonElement>> AskOnceAsync(string operation, JsonObject request, CancellationToken end)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.ToJsonString()));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        using var response = await _api.CallAsync(Operations + operation, content, end).ConfigureAwait(false);
        var body = await HttpAnswer.ReadAsync(response, MostBytes, end).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            return AwsFaults.Of(response, body, Name, _call.Clock);
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
