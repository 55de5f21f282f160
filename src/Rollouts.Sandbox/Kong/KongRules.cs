namespace Rollouts.Sandbox.Kong;

/// <summary>How one Kong is set up: which edition, who may change it, and what it lacks.</summary>
internal sealed record KongRules
{
    /// <summary>What <c>Kong-Admin-Token</c> must say, as in Kong Enterprise; null asks nobody.</summary>
    public string? AdminToken { get; init; }

    /// <summary>What <c>Authorization: Bearer</c> must say, as in Konnect; null asks nobody.</summary>
    public string? Bearer { get; init; }

    /// <summary>Whether it balances by itself. A control plane does not, and knows nothing of health.</summary>
    public bool Balances { get; init; } = true;

    /// <summary>Whether its configuration is a file, which the Admin API cannot change.</summary>
    public bool IsWithoutDatabase { get; init; }
}
