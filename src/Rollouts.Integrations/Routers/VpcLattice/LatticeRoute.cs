namespace Rollouts.Integrations.Routers.VpcLattice;

/// <summary>A rule of a listener, or its default action.</summary>
/// <param name="ServiceArn">The ARN and not the id, since a service of another account needs it.</param>
/// <param name="Listener">The id of the listener.</param>
/// <param name="Rule">The id of the rule; null for the default action.</param>
internal sealed record LatticeRoute(string ServiceArn, string Listener, string? Rule)
{
    /// <summary>The id of the service.</summary>
    public string Service => ServiceArn[(ServiceArn.LastIndexOf('/') + 1)..];

    public override string ToString() =>
        Rule is null
            ? $"the default action of '{Listener}' of '{Service}'"
            : $"'{Rule}' of '{Listener}' of '{Service}'";
}
