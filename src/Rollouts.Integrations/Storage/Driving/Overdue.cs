namespace Rollouts.Integrations.Storage.Driving;

/// <summary>What nobody has looked at in time.</summary>
public sealed record Overdue(int Rollouts, TimeSpan Longest);
