namespace Rollouts.Cli.Freezes;

/// <summary>A freeze of an environment.</summary>
internal sealed record FreezeShape(
    string Environment,
    string Name,
    string? Reason,
    string Source,
    bool InForce,
    string? From = null,
    string? Until = null
);

/// <summary>A freeze to declare.</summary>
internal sealed record FreezeRequest(
    string Environment,
    string Name,
    string Reason,
    DateTimeOffset? From,
    DateTimeOffset? Until
);

/// <summary>A rollout that may continue in spite of a freeze.</summary>
internal sealed record FreezePassRequest(string Rollout, string Reason);
