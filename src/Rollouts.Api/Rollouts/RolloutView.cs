namespace Rollouts.Api.Rollouts;

/// <summary>A rollout as callers see it.</summary>
/// <param name="Where">Where it is, in words.</param>
/// <param name="InTheWay">What keeps it from its start, or its step from ending.</param>
/// <param name="Links">Where more is to be seen of what it releases.</param>
/// <param name="Due">When time itself will change something next.</param>
internal sealed record RolloutView(
    string Id,
    string Service,
    string Environment,
    string Version,
    string Status,
    string Position,
    string Where,
    ValueList<string> InTheWay,
    string OpenedAt,
    string? Due,
    string? EndedAt,
    ValueList<TargetView> Targets,
    ValueList<CheckView> Checks,
    IReadOnlyDictionary<string, string>? Links = null
);
