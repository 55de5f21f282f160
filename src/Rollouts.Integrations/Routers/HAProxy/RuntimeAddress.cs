using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Rollouts.Integrations.Routers.HAProxy;

/// <summary>The address of HAProxy's runtime API: the path of a Unix socket, or a host and a port.</summary>
internal sealed record RuntimeAddress(string Text, EndPoint EndPoint)
{
    public const string Pattern =
        @"^(/[^\u0000-\u001f\u007f]{1,106}|[A-Za-z0-9._-]{1,253}:[0-9]{1,5}|\[[0-9a-fA-F:.]+\]:[0-9]{1,5})$";

    /// <summary>The maximum length of a Unix socket's path in the kernel.</summary>
    private const int LongestPath = 107;

    /// <summary>Equal for every spelling of the same address.</summary>
    public string Identity =>
        EndPoint switch
        {
            UnixDomainSocketEndPoint => ProxyIdentity.OfPath(Text),
            DnsEndPoint name => ProxyIdentity.HostAndPort(name.Host, name.Port),
            IPEndPoint ip => ProxyIdentity.HostAndPort(ip.Address.ToString(), ip.Port),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public override string ToString() => Text;

    public static bool TryParse(string text, [MaybeNullWhen(false)] out RuntimeAddress address)
    {
        var point = text.StartsWith('/') ? Unix(text) : Tcp(text);
        address = point is null ? null : new RuntimeAddress(text, point);
        return point is not null;
    }

    private static UnixDomainSocketEndPoint? Unix(string text) =>
        System.Text.Encoding.UTF8.GetByteCount(text) <= LongestPath && text.Length > 1 && !text.Any(char.IsControl)
            ? new UnixDomainSocketEndPoint(text)
            : null;

    private static EndPoint? Tcp(string text)
    {
        var colon = text.LastIndexOf(':');
        if (
            colon < 1
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is 0 or > IPEndPoint.MaxPort
        )
        {
            return null;
        }

        var host = text[..colon];
        return host is ['[', .. var inner, ']'] ? Ip(inner, port)
            : Uri.CheckHostName(host) is UriHostNameType.IPv4 ? Ip(host, port)
            : Uri.CheckHostName(host) is UriHostNameType.Dns ? new DnsEndPoint(host, port)
            : null;
    }

    private static IPEndPoint? Ip(string text, int port) =>
        IPAddress.TryParse(text, out var address) ? new IPEndPoint(address, port) : null;
}
