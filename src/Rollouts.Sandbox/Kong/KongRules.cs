namespace Rollouts.Sandbox.Kong;

/// <summary>The setup of one Kong: its edition, its credentials and its limitations.</summary>
internal sealed record KongRules
{
    /// <summary>The required value of <c>Kong-Admin-Token</c>, as in Kong Enterprise; null requires none.</summary>
    public string? AdminToken { get; init; }

    /// <summary>The required value of <c>Authorization: Bearer</c>, as in Konnect; null requires none.</summary>
    public string? Bearer { get; init; }

    /// <summary>Whether it balances traffic itself. A control plane does not, and has no health data.</summary>
    public bool Balances { get; init; } = true;

    /// <summary>Whether its configuration is a file that the Admin API cannot change.</summary>
    public bool IsWithoutDatabase { get; init; }
}
