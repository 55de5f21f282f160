namespace Rollouts.Domain.Plans;

/// <summary>One key of a map of settings, in the order in which it was written.</summary>
public sealed record Setting(string Key, Settings Value);
