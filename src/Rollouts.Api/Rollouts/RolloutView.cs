namespace Rollouts.Api.Rollouts;

/// <summary>A rollout as callers see it.</summary>
/// <param name="Summary">The current state in words.</param>
/// <param name="Blockers">The blockers of its start or of the end of its step.</param>
/// <param name="Links">Links to more information about the release.</param>
/// <param name="StillServing">
/// The candidates that still get requests although the rollout was taken back, with what was counted.
/// </param>
/// <param name="Approvals">The steps that ask for an approval now or will; null for none.</param>
/// <param name="PointOfNoReturn">The point of no return of its plan; null if the plan has none.</param>
/// <param name="Mode">drive, or observe if another controller moves the weights.</param>
/// <param name="WouldHave">What an observed rollout would have done; missing for others.</param>
/// <param name="Deadline">The next time at which a deadline changes the rollout.</param>
internal sealed record RolloutView(
    string Id,
    string Service,
    string Environment,
    string Version,
    string Status,
    string Position,
    string Summary,
    ValueList<string> Blockers,
    string OpenedAt,
    string? Deadline,
    string? EndedAt,
    ValueList<TargetView> Targets,
    ValueList<CheckView> Checks,
    IReadOnlyDictionary<string, string>? Links = null,
    ValueList<string>? StillServing = null,
    PointView? PointOfNoReturn = null,
    string Mode = "drive",
    ValueList<WouldHaveView>? WouldHave = null,
    ValueList<ApprovalStepView>? Approvals = null
);
