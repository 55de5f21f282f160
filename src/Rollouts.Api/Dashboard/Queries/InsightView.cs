namespace Rollouts.Api.Dashboard.Queries;

/// <param name="Since">When the oldest counted release was opened.</param>
public sealed record InsightView(Instant? Since, InsightRowView? All, IReadOnlyList<InsightRowView> Services);

/// <param name="FailureShare">
/// The share of failures among the releases that succeeded or were rolled back; null if there are none.
/// </param>
public sealed record InsightRowView(
    string Service,
    string Environment,
    string? Owner,
    int Ended,
    int Succeeded,
    double? FailureShare,
    string LeadTime,
    string TimeToRollBack
);
