namespace Rollouts.Cli.Rollouts;

/// <summary>A rollout, as the server returns it and as this program prints it.</summary>
internal sealed record RolloutShape(
    string Id,
    string Service,
    string Environment,
    string Version,
    string Status,
    string Position,
    string Summary,
    IReadOnlyList<string> Blockers,
    string OpenedAt,
    string? Deadline,
    string? EndedAt,
    IReadOnlyList<TargetShape> Targets,
    IReadOnlyList<CheckShape> Checks,
    IReadOnlyDictionary<string, string>? Links = null,
    PointShape? PointOfNoReturn = null,
    string Mode = "drive",
    IReadOnlyList<WouldHaveShape>? WouldHave = null,
    IReadOnlyList<ApprovalStepShape>? Approvals = null
)
{
    public bool HasEnded => EndedAt is not null;

    public bool HasSucceeded => Status is "Succeeded" or "ObservedSucceeded";

    public bool IsBack => Status is "RolledBack" or "Cancelled" or "ObservedRolledBack";

    public string Named => $"{Service} {Version} in {Environment}";
}

/// <summary>A step that asks for an approval now, or will.</summary>
/// <param name="Step">As <c>wave.step</c>; <c>--step</c> takes it.</param>
internal sealed record ApprovalStepShape(
    string Step,
    IReadOnlyList<string> From,
    int Needed,
    int Given,
    bool IsAsked,
    string? DemandedBy,
    IReadOnlyList<AheadShape> Ahead,
    IReadOnlyList<VoidedShape> Voided
);

/// <summary>An approval that was given ahead and has not taken effect.</summary>
internal sealed record AheadShape(string Person, string Of, string GivenAt, string ValidUntil, string? PlanHash);

/// <summary>An approval that was given ahead and does not count.</summary>
internal sealed record VoidedShape(string Person, string Reason, string Changed);

/// <summary>The point of no return of the plan.</summary>
/// <param name="PassedAt">Null before it is passed.</param>
/// <param name="Withheld">The rollback that the plan asks for since then; null for none.</param>
internal sealed record PointShape(string Because, string? PassedAt, string? Withheld)
{
    public string Side => PassedAt is null ? "ahead" : $"passed {PassedAt}";
}

/// <summary>A target, with the candidate's share as desired, written and observed.</summary>
internal sealed record TargetShape(
    string Name,
    string Candidate,
    string Stable,
    string Desired,
    string? Applied,
    string? Observed,
    string? Failure
);

/// <summary>What an observed rollout would have done.</summary>
internal sealed record WouldHaveShape(string Action, string Weight, string Because, string At);

/// <summary>The state of a check.</summary>
internal sealed record CheckShape(string Name, string? Target, string Outcome, string Since, string? Sentence);
