namespace Rollouts.Analysis.BurnRate;

/// <summary>
/// Fires while the error budget burns at least <paramref name="Factor"/> times too fast over both windows. The long
/// window shows that the burn is relevant, the short one that it continues.
/// </summary>
public sealed record BurnRule(TimeSpan Long, TimeSpan Short, double Factor);
