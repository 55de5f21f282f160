using System.Globalization;
using System.Net;

namespace Rollouts.Integrations.Routers;

/// <summary>
/// Writes addresses so that two spellings of one address are equal. Two names of one machine stay different: names are
/// not looked up, because what they resolve to changes.
/// </summary>
internal static class ProxyIdentity
{
    /// <summary>The host, port and path. The scheme is left out, because the port implies it.</summary>
    public static string Of(Uri address) =>
        $"{HostAndPort(address.IdnHost, address.Port)}{address.AbsolutePath.TrimEnd('/')}";

    public static string HostAndPort(string host, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"{HostOf(host)}:{port}");

    /// <summary>The path of a Unix socket without detours.</summary>
    public static string OfPath(string path) => Path.GetFullPath(path);

    private static string HostOf(string host)
    {
        var bare = host.Trim('[', ']').TrimEnd('.').ToLowerInvariant();
        if (bare == "localhost")
        {
            return "loopback";
        }

        if (!IPAddress.TryParse(bare, out var address))
        {
            return bare;
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(address) ? "loopback" : address.ToString();
    }
}
