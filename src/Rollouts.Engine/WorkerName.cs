namespace Rollouts.Engine;

/// <summary>The name of this worker in leases and for people.</summary>
public sealed record WorkerName(string Value);
