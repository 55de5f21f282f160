namespace Rollouts.Api.Dashboard.Queries;

/// <summary>A page of plans.</summary>
public sealed record PlansView(IReadOnlyList<PlanRowView> Plans, string? Next);

public sealed record PlanRowView(string Service, string Environment, int Revision);

/// <summary>A plan: its source, its problems, its explanation, and its changes.</summary>
/// <param name="IsDraft">Whether the source was edited and not submitted.</param>
/// <param name="Explanation">Null for a source that is not accepted.</param>
/// <param name="ComparedWith">The revision with which the source is compared; null for none.</param>
public sealed record PlanPageView(
    string Service,
    string Environment,
    int Revision,
    string Source,
    bool IsDraft,
    IReadOnlyList<PlanProblemView> Problems,
    string? Explanation,
    IReadOnlyList<PlanRevisionView> Revisions,
    int? ComparedWith,
    IReadOnlyList<string> Difference
);

public sealed record PlanProblemView(int Line, int Column, string Code, string Text);

public sealed record PlanRevisionView(int Number, string At, string By);
