using System.Net;
using Rollouts.Api.Limits;
using Rollouts.Hosting;

namespace Rollouts.Api.Hosting;

/// <summary>The settings of the API.</summary>
/// <param name="Works">Whether the process also drives rollouts. Otherwise separate workers do.</param>
internal sealed record ApiSettings(HostSettings Host, bool Works)
{
    public ApiLimits Limits { get; init; } = new();

    /// <summary>The proxies whose <c>X-Forwarded-For</c> is trusted; empty for none.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];
}
