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
    IReadOnlyList<WouldHaveShape>? WouldHave = null
)
{
    public bool HasEnded => EndedAt is not null;

    public bool HasSucceeded => Status is "Succeeded" or "ObservedSucceeded";

    public bool IsBack => Status is "RolledBack" or "Cancelled" or "ObservedRolledBack";

    public string Named => $"{Service} {Version} in {Environment}";
}

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
