namespace Rollouts.Api.Dashboard.Queries;

/// <summary>The credentials of the service: keys, sessions, and chat accounts that are linked to persons.</summary>
public sealed record AccessView(
    IReadOnlyList<KeyRowView> Keys,
    IReadOnlyList<SessionRowView> Sessions,
    IReadOnlyList<ChatAccountRowView> ChatAccounts
);

public sealed record ChatAccountRowView(string Workspace, string User, string Name, Instant SignedInAt);

public sealed record KeyRowView(
    string Id,
    string Name,
    string Roles,
    string ReachText,
    Instant IssuedAt,
    Instant? Until,
    Instant? LastUsedAt
);

public sealed record SessionRowView(
    string Id,
    string Short,
    string Name,
    Instant OpenedAt,
    Instant SeenAt,
    Instant Until,
    bool IsMine
);
