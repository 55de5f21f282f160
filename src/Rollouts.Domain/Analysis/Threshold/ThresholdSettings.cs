namespace Rollouts.Domain.Analysis.Threshold;

/// <summary>How a check holds a value against fixed limits.</summary>
public sealed record ThresholdSettings : JudgeSettings
{
    /// <summary>Values below it are bad; null sets no such limit.</summary>
    public double? AtLeast { get; init; }

    /// <summary>Values above it are bad; null sets no such limit.</summary>
    public double? AtMost { get; init; }

    public Forgiveness Forgiveness { get; init; } = Forgiveness.None;

    /// <summary>How many good values in a row it takes to be healthy; null takes a full window.</summary>
    public int? HealthyAfter { get; init; }

    /// <summary>The limits as somebody wrote them ("at most 500ms"); null says them as numbers.</summary>
    public string? Written { get; init; }

    /// <summary>
    /// Whether a value can be held against the limits. A quotient over nothing is infinite, as where no request was
    /// served: it may break a limit and never keeps one.
    /// </summary>
    internal bool Judges(double value) => double.IsFinite(value) || (double.IsInfinity(value) && !IsGood(value));

    internal bool IsGood(double value) => !(value < AtLeast) && !(value > AtMost);

    internal string Said =>
        Written
        ?? (AtLeast, AtMost) switch
        {
            ({ } low, { } high) => $"between {Words.Number(low)} and {Words.Number(high)}",
            ({ } low, null) => $"at least {Words.Number(low)}",
            (null, { } high) => $"at most {Words.Number(high)}",
            _ => "without a limit",
        };
}
