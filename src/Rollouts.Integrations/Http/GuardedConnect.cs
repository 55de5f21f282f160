using System.Net;
using System.Net.Sockets;
using Rollouts.Integrations.Outside;
using Rollouts.PlanFiles.Addresses;

namespace Rollouts.Integrations.Http;

/// <summary>
/// Opens connections to public and allowed addresses only. The resolved addresses are checked right before the
/// connection, which goes to a checked address itself: a name that was public when it was checked may resolve to
/// another address a moment later.
/// </summary>
internal sealed class GuardedConnect(Allowances allowed, AdapterContext around)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var found = IPAddress.TryParse(host, out var literal)
            ? [literal]
            : await around.Resolve(host, cancellation).ConfigureAwait(false);
        var permitted = found
            .Where(address => PublicAddress.IsPublic(address) || allowed.Include(host, address))
            .ToArray();
        if (permitted.Length == 0)
        {
            throw new OutsideException(RefusalOf(host, found));
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(permitted, port, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Fault RefusalOf(string host, IPAddress[] found) =>
        found.Length == 0
            ? new Fault(FaultKind.Unreachable, $"'{host}' stands for no address")
            : new Fault(
                FaultKind.Refused,
                $"'{host}' stands for the private address {found[0]}, which a plan may not call; an administrator can "
                    + "connect it as a hook, or allow it under 'webhooks'"
            );
}
