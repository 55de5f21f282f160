namespace Rollouts.Api.Plans;

/// <summary>A plan as a list shows it.</summary>
internal sealed record PlanRow(string Service, string Environment, int Revision);
