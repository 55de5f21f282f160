using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rollouts.Integrations.Tests.Routers.HAProxy;

/// <summary>Stands between an adapter and a real HAProxy, and spoils what goes through it.</summary>
internal sealed class HAProxyRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly HAProxyServer _server;
    private readonly Breaks _breaks;
    private Task _serving = Task.CompletedTask;

    private HAProxyRelay(HAProxyServer server, Breaks breaks) => (_server, _breaks) = (server, breaks);

    public string Address => _listener.LocalEndpoint.ToString()!;

    public static HAProxyRelay Start(HAProxyServer server, Breaks breaks)
    {
        var relay = new HAProxyRelay(server, breaks);
        relay._listener.Start();
        relay._serving = relay.ServeAsync();
        return relay;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        List<TcpClient> clients = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                clients.Add(client);
                if (_breaks == Breaks.AfterFirstChange)
                {
                    await PassOnAsync(client);
                }
            }
        }
        catch (OperationCanceledException)
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    private async Task PassOnAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream());
        var commands = (await reader.ReadLineAsync(_end.Token))!.Split(';', StringSplitOptions.TrimEntries);
        var answer = await _server.SayAsync(commands[0]);
        if (commands.Length == 1)
        {
            await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(answer), _end.Token);
        }

        client.Dispose();
    }
}
