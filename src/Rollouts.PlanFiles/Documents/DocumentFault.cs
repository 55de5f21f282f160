namespace Rollouts.PlanFiles.Documents;

/// <summary>Why a file could not be read at all.</summary>
public sealed record DocumentFault(string Code, Place Place, string Message);
