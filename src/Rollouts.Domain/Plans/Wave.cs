namespace Rollouts.Domain.Plans;

/// <summary>Targets whose traffic is shifted together.</summary>
public sealed record Wave(ValueList<Target> Targets);
