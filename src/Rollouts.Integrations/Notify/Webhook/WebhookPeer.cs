using System.Net.Http.Headers;
using System.Text;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Secrets;
using Rollouts.Integrations.Templates;

namespace Rollouts.Integrations.Notify.Webhook;

/// <summary>Sends signed requests to one address.</summary>
public sealed class WebhookPeer
{
    /// <summary>
    /// The minimum timeout that the standard recommends to senders. Callers that hold a resource use a shorter one.
    /// </summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    /// <summary>Enough for the beginning of an error page.</summary>
    private const int MostBytesOfAnError = 4 * 1024;

    private readonly HttpClient _http;
    private readonly string _address;
    private readonly ValueList<Secret> _secrets;
    private readonly BoundedCall _call;

    /// <param name="address">A URL, whose path and query may be templates.</param>
    /// <param name="whom">The receiver, for a sentence.</param>
    internal WebhookPeer(HttpClient http, string address, ValueList<Secret> secrets, string whom, TimeProvider clock)
    {
        (_http, _address, _secrets) = (http, address, secrets);
        _call = new BoundedCall(whom, Longest, clock);
    }

    /// <summary>
    /// Sends a request. Any status outside of 200 to 299 is a fault, and so is an answer of more than
    /// <paramref name="mostBytes"/>, unless that is 0: then the answer is not read.
    /// </summary>
    public Task<Answer<WebhookReply>> PostAsync(WebhookCall call, int mostBytes, CancellationToken cancellation) =>
        _call.RunAsync(end => PostOnceAsync(call, mostBytes, end), cancellation);

    private async Task<Answer<WebhookReply>> PostOnceAsync(WebhookCall call, int mostBytes, CancellationToken end)
    {
        var keys = await SigningKeys.ReadAsync(_secrets, end).ConfigureAwait(false);
        if (!keys.TryGet(out var known, out var unsigned))
        {
            return unsigned;
        }

        using var request = RequestOf(call, known);
        using var response = await _http
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end)
            .ConfigureAwait(false);
        var patience = HttpFaults.Patience(response, _call.Clock);
        if (!response.IsSuccessStatusCode)
        {
            var (page, _) = await ReadAsync(response, MostBytesOfAnError, end).ConfigureAwait(false);
            var said = ForeignText.Quoted(Encoding.UTF8.GetString(page));
            return HttpFaults.Of(response, _call.Whom, said, _call.Clock) with { RetryAfter = patience };
        }

        var (body, isWhole) = await ReadAsync(response, mostBytes, end).ConfigureAwait(false);
        return isWhole || mostBytes == 0
            ? new WebhookReply((int)response.StatusCode, Encoding.UTF8.GetString(body), patience)
            : new Fault(FaultKind.Unusable, $"{_call.Whom} answers with more than the {mostBytes} bytes that are read");
    }

    private HttpRequestMessage RequestOf(WebhookCall call, List<byte[]> keys)
    {
        var body = Encoding.UTF8.GetBytes(call.Body);
        var at = _call.Clock.GetUtcNow();
        var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(Template.Expand(_address, call.Values, Places.Url))
        )
        {
            Content = new ByteArrayContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") },
            },
        };
        request.Headers.Add(Signature.IdHeader, call.Id);
        request.Headers.Add(Signature.TimestampHeader, Signature.Timestamp(at));
        request.Headers.Add(Signature.SignatureHeader, Signature.Of(call.Id, at, body, keys));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Rollouts", productVersion: null));
        return request;
    }

    private static async Task<(byte[] Body, bool IsWhole)> ReadAsync(
        HttpResponseMessage response,
        int most,
        CancellationToken end
    )
    {
        if (most == 0)
        {
            return ([], false);
        }

        var body = await response.Content.ReadAsStreamAsync(end).ConfigureAwait(false);
        var room = new byte[most + 1];
        var read = await body.ReadAtLeastAsync(room, room.Length, throwOnEndOfStream: false, end).ConfigureAwait(false);
        return (room[..Math.Min(read, most)], read <= most);
    }
}
