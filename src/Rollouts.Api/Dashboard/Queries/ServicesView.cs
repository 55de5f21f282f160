namespace Rollouts.Api.Dashboard.Queries;

/// <summary>A page of services.</summary>
/// <param name="Next">Where the next page begins; null for the last one.</param>
public sealed record ServicesView(IReadOnlyList<ServiceRowView> Services, string? Next);

public sealed record ServiceRowView(
    string Name,
    string Environment,
    IReadOnlyList<StableRowView> Stable,
    string? UnderWay,
    string? Waiting,
    IReadOnlyList<OutcomeView> Past,
    string Record,
    int Opened
);

/// <param name="StillServing">What still reaches a candidate that was taken back; null if nothing is known to.</param>
public sealed record StableRowView(
    string Target,
    string Version,
    string Backend,
    string? Drift,
    string? StillServing = null
);

public sealed record OutcomeView(string Id, string Version, ChipView Outcome, Instant At);
