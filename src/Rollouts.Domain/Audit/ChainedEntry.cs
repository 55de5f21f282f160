namespace Rollouts.Domain.Audit;

/// <summary>An entry with the hash that ties it to everything before it.</summary>
public sealed record ChainedEntry(Entry Entry, Hash Hash);
