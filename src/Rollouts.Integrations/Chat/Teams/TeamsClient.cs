using System.Text;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Chat.Teams;

/// <summary>
/// Posts into channels of Microsoft Teams through their workflows. A workflow takes messages and brings none back, so
/// that nothing is decided there: each message leads to the dashboard.
/// </summary>
internal sealed class TeamsClient(TeamsSettings settings, TimeProvider clock) : IChatClient
{
    private const int MostBytes = 64 * 1024;

    /// <summary>The outbox gives up on a call after ten seconds.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    /// <summary>A workflow does not say which message it posted, and changes none.</summary>
    private const string Posted = "posted";

    private readonly HttpClient _http = HttpPeer.Connect(Credentials.None, settings.Tls);

    public async Task<Answer<ChatMessageId>> PostAsync(string channel, ChatCard card, CancellationToken cancellation)
    {
        if (!settings.Channels.TryGetValue(channel, out var secret))
        {
            return new Fault(FaultKind.NotFound, $"no channel of Teams is connected as '{channel}'");
        }

        var found = await SecretReader.ReadAsync(secret, cancellation).ConfigureAwait(false);
        if (!found.TryGet(out var text, out var missing))
        {
            return missing;
        }

        // The address is a secret, and stands in no message of an error.
        var whom = $"the workflow of channel '{channel}' of Teams";
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return new Fault(FaultKind.Unusable, $"what is kept for {whom} is no http address");
        }

        var body = TeamsCards.Of(card, settings.Dashboard).ToJsonString();
        return await new BoundedCall(whom, Longest, clock)
            .RunAsync<ChatMessageId>(
                async end =>
                {
                    using var sent = new StringContent(body, Encoding.UTF8, "application/json");
                    using var response = await _http.PostAsync(address, sent, end).ConfigureAwait(false);
                    var bytes = await HttpAnswer.ReadAsync(response, MostBytes, end).ConfigureAwait(false);
                    return response.IsSuccessStatusCode
                        ? new ChatMessageId(channel, Posted)
                        : HttpFaults.Of(response, whom, HttpAnswer.Said(bytes, "error"), clock);
                },
                cancellation
            )
            .ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();
}
