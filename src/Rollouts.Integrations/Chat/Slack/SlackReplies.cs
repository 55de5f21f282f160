using System.Text;
using System.Text.Json.Nodes;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Chat.Slack;

/// <summary>
/// Answers at the address that came with a command. It needs no token, so none is sent: the address is that of a
/// request, and a token must not go to where a request says.
/// </summary>
internal sealed class SlackReplies(Endpoint api, TimeProvider clock) : IDisposable
{
    private const int MostBytes = 64 * 1024;

    private readonly HttpClient _http = HttpPeer.Connect(Credentials.None, api.Tls);
    private readonly BoundedCall _call = new("Slack", api.Timeout, clock);

    public async Task<Fault?> SendAsync(Uri address, JsonObject body, CancellationToken cancellation)
    {
        if (!SlackAddresses.IsOfSlack(address, api.Address))
        {
            return new Fault(FaultKind.Refused, "the address for the answer is not one of Slack");
        }

        var answer = await _call
            .RunAsync<bool>(
                async end =>
                {
                    using var sent = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
                    using var response = await _http.PostAsync(address, sent, end).ConfigureAwait(false);
                    var bytes = await HttpAnswer.ReadAsync(response, MostBytes, end).ConfigureAwait(false);
                    return response.IsSuccessStatusCode
                        ? true
                        : HttpFaults.Of(response, "Slack", HttpAnswer.Said(bytes, "error"), clock);
                },
                cancellation
            )
            .ConfigureAwait(false);
        return answer.TryGet(out _, out var fault) ? null : fault;
    }

    public void Dispose() => _http.Dispose();
}
