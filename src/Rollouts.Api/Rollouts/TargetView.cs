namespace Rollouts.Api.Rollouts;

/// <summary>One target with the three ages of its traffic, as the candidate's share.</summary>
internal sealed record TargetView(
    string Name,
    string Candidate,
    string Stable,
    string Desired,
    string? Applied,
    string? Observed,
    string? Failure
);
