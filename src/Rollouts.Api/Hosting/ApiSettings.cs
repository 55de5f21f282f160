using System.Net;
using Rollouts.Api.Limits;
using Rollouts.Worker.Hosting;

namespace Rollouts.Api.Hosting;

/// <summary>How the API is started.</summary>
/// <param name="Works">Whether it also drives what is due; elsewhere workers of their own do.</param>
internal sealed record ApiSettings(HostSettings Host, bool Works)
{
    public RateSettings Rates { get; init; } = new();

    /// <summary>The proxies whose <c>X-Forwarded-For</c> is believed; empty for none.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];
}
