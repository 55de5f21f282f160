namespace Rollouts.Api.Plans;

/// <summary>A plan in a list.</summary>
internal sealed record PlanRow(string Service, string Environment, int Revision);
