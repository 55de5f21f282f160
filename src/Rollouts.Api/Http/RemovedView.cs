namespace Rollouts.Api.Http;

/// <summary>The result of a removal.</summary>
/// <param name="Revision">The revision of the removal.</param>
internal sealed record RemovedView(int Revision);
