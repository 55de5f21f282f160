using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Chat.Slack;

/// <summary>Calls of the Web API, whose answers say in their bodies what came of them.</summary>
internal sealed class SlackCalls(TimeSpan longest, TimeProvider clock)
{
    private const string Whom = "Slack";

    private const int MostBytes = 256 * 1024;

    private readonly BoundedCall _call = new(Whom, longest, clock);

    public Task<Answer<JsonObject>> PostAsync(
        Func<HttpContent, CancellationToken, Task<HttpResponseMessage>> post,
        JsonObject body,
        CancellationToken cancellation
    ) => CallAsync(post, () => new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"), cancellation);

    /// <summary>For the methods that read and take no JSON.</summary>
    public Task<Answer<JsonObject>> AskAsync(
        Func<HttpContent, CancellationToken, Task<HttpResponseMessage>> post,
        IEnumerable<KeyValuePair<string, string>> form,
        CancellationToken cancellation
    ) => CallAsync(post, () => new FormUrlEncodedContent(form), cancellation);

    private Task<Answer<JsonObject>> CallAsync(
        Func<HttpContent, CancellationToken, Task<HttpResponseMessage>> post,
        Func<HttpContent> content,
        CancellationToken cancellation
    ) =>
        _call.RunAsync<JsonObject>(
            async end =>
            {
                using var sent = content();
                using var response = await post(sent, end).ConfigureAwait(false);
                var bytes = await HttpAnswer.ReadAsync(response, MostBytes, end).ConfigureAwait(false);
                return Read(response, bytes);
            },
            cancellation
        );

    private Answer<JsonObject> Read(HttpResponseMessage response, byte[] bytes)
    {
        var patience = HttpFaults.Patience(response, clock);
        if (!response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.TooManyRequests)
        {
            return HttpFaults.Of(response, Whom, HttpAnswer.Said(bytes, "error"), clock);
        }

        if (Parse(bytes) is not { } answer)
        {
            return response.IsSuccessStatusCode
                ? new Fault(FaultKind.Unusable, $"{Whom} answers with what is no JSON object")
                : HttpFaults.Of(response, Whom, HttpAnswer.Said(bytes, "error"), clock);
        }

        return answer["ok"] is JsonValue ok && ok.GetValueKind() == JsonValueKind.True
            ? answer
            : SlackErrors.Of(Whom, SlackJson.Text(answer["error"]) ?? "no reason", patience);
    }

    private static JsonObject? Parse(byte[] bytes)
    {
        try
        {
            return JsonNode.Parse(bytes) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
