namespace Rollouts.Domain.Audit;

/// <summary>The last record of a stream at some time.</summary>
public sealed record Head(string Stream, int Version, Hash Hash);
