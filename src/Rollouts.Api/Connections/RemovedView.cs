namespace Rollouts.Api.Connections;

/// <summary>What was removed.</summary>
/// <param name="Revision">The revision that says so.</param>
internal sealed record RemovedView(int Revision);
