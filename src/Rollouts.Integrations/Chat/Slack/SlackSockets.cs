using System.Net.WebSockets;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Chat.Slack;

/// <summary>Opens connections of Socket Mode, by the app-level token and no other.</summary>
internal sealed class SlackSockets : IDisposable
{
    private readonly Endpoint _api;
    private readonly HttpClient _http;
    private readonly HttpClient _open;
    private readonly ISlackApi _calls;
    private readonly SlackCalls _caller;
    private readonly BoundedCall _call;

    /// <param name="api">With the app-level token.</param>
    public SlackSockets(Endpoint api, TimeProvider clock)
    {
        _api = api;
        _http = HttpPeer.Connect(api);
        _calls = ApiClient.Over<ISlackApi>(_http);
        _caller = new SlackCalls(api.Timeout, clock);
        _call = new BoundedCall("Slack's Socket Mode", api.Timeout, clock);

        // The address that Slack gives holds a ticket, so that no token goes there.
        _open = HttpPeer.Connect(Credentials.None, api.Tls);
    }

    public async Task<Answer<IChatSocket>> ConnectAsync(CancellationToken cancellation)
    {
        var answer = await _caller.AskAsync(_calls.OpenConnectionAsync, [], cancellation).ConfigureAwait(false);
        if (!answer.TryGet(out var said, out var fault))
        {
            return fault;
        }

        if (
            !Uri.TryCreate(SlackJson.Text(said, "url"), UriKind.Absolute, out var address)
            || !SlackAddresses.IsOfSlack(address, _api.Address)
        )
        {
            return new Fault(FaultKind.Unusable, "Slack gives no address of its own for Socket Mode");
        }

        return await _call
            .RunAsync<IChatSocket>(
                async end =>
                {
                    var socket = new ClientWebSocket();
                    try
                    {
                        socket.Options.KeepAliveInterval = SlackSocket.PingEvery;
                        socket.Options.KeepAliveTimeout = SlackSocket.PingEvery;
                        await socket.ConnectAsync(address, _open, end).ConfigureAwait(false);
                        return new Answer<IChatSocket>.Got(new SlackSocket(socket));
                    }
                    catch (WebSocketException exception)
                    {
                        socket.Dispose();
                        return new Fault(FaultKind.Unreachable, $"Slack's Socket Mode: {exception.Message}");
                    }
                    catch
                    {
                        socket.Dispose();
                        throw;
                    }
                },
                cancellation
            )
            .ConfigureAwait(false);
    }

    public void Dispose()
    {
        _http.Dispose();
        _open.Dispose();
    }
}
