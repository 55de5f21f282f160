using System.Net;

namespace Rollouts.Integrations.Outside;

/// <summary>What an adapter needs of the process it lives in.</summary>
public sealed record Surroundings(TimeProvider Clock)
{
    /// <summary>Which addresses a name stands for.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;
}
