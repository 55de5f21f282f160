namespace Rollouts.Storage.Driving;

/// <summary>The rollouts that no worker has looked at in time.</summary>
public sealed record Overdue(int Rollouts, TimeSpan Longest);
