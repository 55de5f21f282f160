namespace Rollouts.Api.Plans;

/// <summary>A part of the list of plans, and the cursor of the next part.</summary>
internal sealed record PlansPage(ValueList<PlanRow> Plans, string? Cursor);
