using System.Net;

namespace Rollouts.PlanFiles.Addresses;

/// <summary>The private places that an administrator lets plans call all the same.</summary>
public sealed record Allowances(ValueList<Allowance> All)
{
    public static Allowances None { get; } = new([]);

    public bool Include(string host, IPAddress address) =>
        All.Any(allowance =>
            allowance switch
            {
                Allowance.Host named => named.Is(host),
                Allowance.Network network => network.Has(address),
                _ => throw new System.Diagnostics.UnreachableException(),
            }
        );
}
