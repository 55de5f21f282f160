namespace Rollouts.PlanFiles.Documents;

/// <summary>A place in a file; line and column count from 1.</summary>
public readonly record struct Place(int Line, int Column);
