namespace Rollouts.Cli.Connections;

/// <summary>A connection, without addresses and secrets.</summary>
internal sealed record ConnectionShape(
    string Name,
    string? Kind,
    string? System,
    IReadOnlyList<string> Services,
    IReadOnlyList<string> Environments,
    string From,
    int? Revision,
    string? Problem = null
);

/// <summary>The result of a removal.</summary>
internal sealed record RemovalShape(int Revision);

/// <summary>A part of the list of claims on routes, and the cursor of the next part.</summary>
internal sealed record ClaimPage(IReadOnlyList<ClaimShape> Claims, string? Cursor);

/// <summary>The claim of a service on a route.</summary>
internal sealed record ClaimShape(
    string Connection,
    string Place,
    string Service,
    string Environment,
    string Rollout,
    string Since,
    string LastUsed,
    int Revision
);
