using System.Buffers;
using System.Net.Sockets;
using System.Text;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.HAProxy;

/// <summary>
/// HAProxy's runtime API: one line of commands per connection, a text answer, and the end of the connection.
/// </summary>
internal sealed class RuntimeSocket(RuntimeAddress address)
{
    /// <summary>
    /// Enough for some ten thousand servers in one section. A longer answer does not come from a runtime API.
    /// </summary>
    private const int MostBytes = 8 * 1024 * 1024;

    public string Name { get; } = $"HAProxy at {address}";

    /// <summary>Sends commands, which HAProxy executes in order without other commands between them.</summary>
    public async Task<Answer<string>> AskAsync(CancellationToken cancellation, params string[] commands)
    {
        var unix = address.EndPoint is UnixDomainSocketEndPoint;
        using var socket = unix
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.EndPoint, cancellation).ConfigureAwait(false);

        // One line: HAProxy reads all of it before it executes any of it. A process that dies during the write
        // therefore leaves the section either unchanged or complete.
        var line = Encoding.ASCII.GetBytes(string.Join("; ", commands) + "\n");
        await SendAsync(socket, line, cancellation).ConfigureAwait(false);
        return await ReadAsync(socket, cancellation).ConfigureAwait(false);
    }

    private static async Task SendAsync(Socket socket, byte[] line, CancellationToken cancellation)
    {
        var sent = 0;
        while (sent < line.Length)
        {
            sent += await socket.SendAsync(line.AsMemory(sent), cancellation).ConfigureAwait(false);
        }
    }

    private async Task<Answer<string>> ReadAsync(Socket socket, CancellationToken cancellation)
    {
        using var answer = new MemoryStream();
        using var room = MemoryPool<byte>.Shared.Rent(16 * 1024);
        while (true)
        {
            var count = await socket.ReceiveAsync(room.Memory, cancellation).ConfigureAwait(false);
            if (count == 0)
            {
                // Every answer ends with an empty line. Without one the connection was closed too early.
                var text = Encoding.UTF8.GetString(answer.GetBuffer(), 0, (int)answer.Length);
                return text.EndsWith('\n')
                    ? text
                    : new Fault(FaultKind.Broken, $"{Name} hung up in the middle of its answer");
            }

            answer.Write(room.Memory.Span[..count]);
            if (answer.Length > MostBytes)
            {
                return new Fault(FaultKind.Unusable, $"{Name} does not stop talking; is this its runtime API?");
            }
        }
    }
}
