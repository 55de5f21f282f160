namespace Rollouts.Integrations.Outside;

/// <summary>What an adapter needs of the process it lives in.</summary>
public sealed record Surroundings(TimeProvider Clock);
