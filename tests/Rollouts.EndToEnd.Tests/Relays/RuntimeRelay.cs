using System.Net.Sockets;
using System.Text;

namespace Rollouts.EndToEnd.Tests.Relays;

/// <summary>
/// Stands before HAProxy's runtime API, one for each worker, and keeps book of what goes through. What was sent is
/// handed on even where the sender is gone by then, as a network would.
/// </summary>
internal sealed class RuntimeRelay : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly Socket _listener = Unix();
    private readonly string _worker;
    private readonly string _router;
    private readonly RelayBook _book;
    private readonly Task _accepting;

    /// <param name="worker">What the worker is called that speaks through it.</param>
    /// <param name="at">The socket that it is to listen on.</param>
    /// <param name="router">HAProxy's own.</param>
    public RuntimeRelay(string worker, string at, string router, RelayBook book)
    {
        (_worker, _router, _book, Address) = (worker, router, book, at);
        _listener.Bind(new UnixDomainSocketEndPoint(at));
        _listener.Listen(backlog: 128);
        _accepting = AcceptAsync();
    }

    public string Address { get; }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptAsync(_closing.Token));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket accepted)
    {
        try
        {
            await using var worker = new NetworkStream(accepted, ownsSocket: true);
            using var reader = new StreamReader(worker, Encoding.ASCII, leaveOpen: true);
            if (await reader.ReadLineAsync() is not { } line)
            {
                return;
            }

            var answer = SentLine.Of(_worker, line) is { } change
                ? await _book.PassAsync(change, () => HandOnAsync(line))
                : await HandOnAsync(line);
            await worker.WriteAsync(answer);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // A worker that was killed hears no answer.
        }
    }

    private async Task<byte[]> HandOnAsync(string line)
    {
        using var socket = Unix();
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_router));
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\n"));
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer);
        return answer.ToArray();
    }

    private static Socket Unix() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
}
