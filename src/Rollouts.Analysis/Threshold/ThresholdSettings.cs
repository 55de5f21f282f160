namespace Rollouts.Analysis.Threshold;

/// <summary>The settings of a check that compares a value with fixed limits.</summary>
public sealed record ThresholdSettings : JudgeSettings
{
    /// <summary>Values below it are bad; null sets no such limit.</summary>
    public double? AtLeast { get; init; }

    /// <summary>Values above it are bad; null sets no such limit.</summary>
    public double? AtMost { get; init; }

    public Forgiveness Forgiveness { get; init; } = Forgiveness.None;

    /// <summary>
    /// How many bad values are forgiven over the whole check, in place of the window; null counts in the window.
    /// </summary>
    public int? FailuresAtMost { get; init; }

    /// <summary>The number of good values in a row that make the check healthy; null requires a full window.</summary>
    public int? HealthyAfter { get; init; }

    /// <summary>The limits as the plan writes them ("at most 500ms"); null formats them as numbers.</summary>
    public string? Written { get; init; }

    /// <summary>
    /// Whether the value can be compared with the limits. A quotient with a denominator of zero is infinite, as when no
    /// request was served. It may break a limit but never keeps one.
    /// </summary>
    internal bool Judges(double value) => double.IsFinite(value) || (double.IsInfinity(value) && !IsGood(value));

    internal bool IsGood(double value) => !(value < AtLeast) && !(value > AtMost);

    internal string Said =>
        Written
        ?? (AtLeast, AtMost) switch
        {
            ({ } low, { } high) => $"between {JudgeText.Number(low)} and {JudgeText.Number(high)}",
            ({ } low, null) => $"at least {JudgeText.Number(low)}",
            (null, { } high) => $"at most {JudgeText.Number(high)}",
            _ => "without a limit",
        };
}
