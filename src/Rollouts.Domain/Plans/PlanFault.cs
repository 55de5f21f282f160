namespace Rollouts.Domain.Plans;

/// <summary>
/// One reason why a plan is refused. The code is stable, so that a pipeline can act on it. The message states what was
/// found and what would be valid.
/// </summary>
public sealed record PlanFault(string Code, PlanPath At, string Message);
