using System.Net;

namespace Rollouts.Integrations.Outside;

/// <summary>What an adapter needs of the process it lives in.</summary>
public sealed record Surroundings(TimeProvider Clock)
{
    /// <summary>Which addresses a name stands for.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>
    /// Takes a sentence about what an adapter noticed and what no answer can say, such as somebody else who writes
    /// the same route; for a log.
    /// </summary>
    public Action<string> Remark { get; init; } = static _ => { };
}
