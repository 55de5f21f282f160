namespace Rollouts.Analysis.Sequential;

/// <summary>How sure the intervals are that evidence shows.</summary>
internal static class Confidence
{
    /// <summary>Wrong once in twenty, which is what readers of intervals expect.</summary>
    public const double Shown = 0.05;
}
