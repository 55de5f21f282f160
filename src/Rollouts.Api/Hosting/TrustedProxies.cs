using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Rollouts.Hosting;
using IPNetwork = System.Net.IPNetwork;

namespace Rollouts.Api.Hosting;

/// <summary>
/// The proxies whose <c>X-Forwarded-For</c> names the caller. Without a declaration the header is ignored, since any
/// caller can send it.
/// </summary>
internal static class TrustedProxies
{
    /// <exception cref="HostRefusedException">A text is neither an address nor a network.</exception>
    public static IReadOnlyList<IPNetwork> Read(IEnumerable<string> texts) => [.. texts.Select(Read)];

    public static void Use(WebApplication app, IReadOnlyList<IPNetwork> proxies)
    {
        if (proxies.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor,
            // Each trusted hop is skipped. The first untrusted one is the caller.
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            options.KnownIPNetworks.Add(proxy);
        }

        app.UseForwardedHeaders(options);
    }

    private static IPNetwork Read(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new HostRefusedException(
            $"--trusted-proxy: '{text}' is neither an address nor a network, as in 10.0.0.7 or 10.0.0.0/24"
        );
}
