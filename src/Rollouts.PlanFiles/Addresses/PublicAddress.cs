using System.Net;
using System.Net.Sockets;
using Rollouts.Domain.Plans;

namespace Rollouts.PlanFiles.Addresses;

/// <summary>
/// Decides whether an address that a plan writes may be called. Otherwise the author of a plan could make this service
/// call systems that only it can reach: metadata services, admin sockets and internal neighbors. Private addresses
/// belong into connections, which administrators create.
/// </summary>
public static class PublicAddress
{
    private static readonly string[] LocalEndings = [".localhost", ".local", ".internal"];

    /// <summary>Why a URL template is refused; null if it may be called.</summary>
    public static string? Refusal(string template)
    {
        var authority = template.Split('/', '?', '#').ElementAtOrDefault(2) ?? "";
        if (authority.Contains('{', StringComparison.Ordinal))
        {
            return "a placeholder may stand in the path or the query, never in the host: a version must not "
                + "decide who is called";
        }

        var filled = Template.Expand(template, _ => "value", (_, value) => value);
        if (!Uri.TryCreate(filled, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
        {
            return "it is not an absolute http or https address";
        }

        return url switch
        {
            { UserInfo.Length: > 0 } => "it carries credentials; make it a connection, where secrets are references",
            { Fragment.Length: > 0 } => "a fragment ('#...') is never sent; leave it out",
            { Host: var host } when IsLocalName(host) =>
                $"'{host}' is a private name; private addresses belong into a connection",
            { HostNameType: UriHostNameType.IPv4 or UriHostNameType.IPv6, DnsSafeHost: var host }
                when !IsPublic(IPAddress.Parse(host)) =>
                $"'{host}' is a private address; private addresses belong into a connection",
            _ => null,
        };
    }

    /// <summary>Whether an address is reachable from the whole Internet, and thus not an internal one.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return IsPublic(address.MapToIPv4());
        }

        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // Global unicast (2000::/3), except the ranges that only relay to an IPv4 address: 6to4 and Teredo.
            var bytes = address.GetAddressBytes();
            return (bytes[0] & 0xE0) == 0x20 && !Starts(bytes, 0x20, 0x02) && !Starts(bytes, 0x20, 0x01, 0x00, 0x00);
        }

        return address.GetAddressBytes() switch
        {
            [0 or 10 or 127, ..] => false,
            [100, >= 64 and <= 127, ..] => false,
            [169, 254, ..] => false,
            [172, >= 16 and <= 31, ..] => false,
            [192, 168, ..] => false,
            [192, 0, 0, _] => false,
            // A cloud serves its own machines at this address, though the range is public.
            [168, 63, 129, 16] => false,
            [198, 18 or 19, ..] => false,
            [>= 224, ..] => false,
            _ => true,
        };
    }

    private static bool IsLocalName(string host)
    {
        var name = host.TrimEnd('.');
        var isSingleWord =
            !name.Contains('.', StringComparison.Ordinal) && !name.Contains(':', StringComparison.Ordinal);
        return isSingleWord || LocalEndings.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));
    }

    private static bool Starts(byte[] bytes, params ReadOnlySpan<byte> start) => bytes.AsSpan().StartsWith(start);
}
