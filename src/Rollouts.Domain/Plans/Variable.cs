namespace Rollouts.Domain.Plans;

/// <summary>A value that templates may use for one target: <c>cluster: use1</c>.</summary>
public sealed record Variable(string Name, string Value);
