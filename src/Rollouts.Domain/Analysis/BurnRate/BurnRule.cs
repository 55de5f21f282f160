namespace Rollouts.Domain.Analysis.BurnRate;

/// <summary>
/// Fires while the error budget goes at least <paramref name="Factor"/> times too fast over both windows: the long
/// one says that it matters, the short one that it still goes on.
/// </summary>
public sealed record BurnRule(TimeSpan Long, TimeSpan Short, double Factor);
