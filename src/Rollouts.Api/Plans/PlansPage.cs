namespace Rollouts.Api.Plans;

/// <summary>A part of the list of plans, and where the next part begins.</summary>
internal sealed record PlansPage(ValueList<PlanRow> Plans, string? Cursor);
