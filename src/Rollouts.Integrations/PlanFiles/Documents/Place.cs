namespace Rollouts.Integrations.PlanFiles.Documents;

/// <summary>Where something stands in a file; both count from 1.</summary>
public readonly record struct Place(int Line, int Column);
