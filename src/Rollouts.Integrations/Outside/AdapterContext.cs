using System.Net;

namespace Rollouts.Integrations.Outside;

/// <summary>The services of the process that an adapter uses.</summary>
public sealed record AdapterContext(TimeProvider Clock)
{
    /// <summary>Resolves a host name to addresses.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>
    /// Reports a sentence to the log about an observation that no result can express, as that another actor writes the
    /// same route.
    /// </summary>
    public Action<string> Remark { get; init; } = static _ => { };
}
