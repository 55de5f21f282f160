namespace Rollouts.Api.Dashboard.Charts;

/// <summary>A position on an axis, 0 to 1000 or in percent, and its label.</summary>
/// <param name="IsMinor">Whether it is left out if there is not enough room.</param>
public sealed record AxisTick(double At, string Text, bool IsMinor = false, string Class = "");
