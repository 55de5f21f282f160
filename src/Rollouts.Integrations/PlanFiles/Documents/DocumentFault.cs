namespace Rollouts.Integrations.PlanFiles.Documents;

/// <summary>Why a file could not be read at all.</summary>
internal sealed record DocumentFault(string Code, Place Place, string Message);
