namespace Rollouts.Analysis.BurnRate;

/// <summary>
/// The settings for watching the error budget: the absolute check for a service without a second arm to compare with.
/// </summary>
public sealed record BurnRateSettings : JudgeSettings
{
    /// <summary>More windows than these do not fit the stored state.</summary>
    public const int MostRules = 4;

    /// <summary>The share of requests that must be good, below 1.</summary>
    public required double Objective { get; init; }

    /// <summary>The first that fires decides.</summary>
    public ValueList<BurnRule> Rules { get; init; } = BakeRules;

    /// <summary>
    /// Fewer bad requests in the long window fire nothing: without it, single failures of a quiet service would.
    /// </summary>
    public int LeastBad { get; init; } = 5;

    /// <summary>
    /// The paging pace of the Google SRE workbook over windows a twelfth as long: a bake is minutes, not a month.
    /// </summary>
    public static ValueList<BurnRule> BakeRules { get; } =
    [
        new(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1), 14.4),
        new(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(5), 6),
    ];

    /// <summary>The workbook's own paging rules, for bakes that take hours.</summary>
    public static ValueList<BurnRule> PageRules { get; } =
    [
        new(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4),
        new(TimeSpan.FromHours(6), TimeSpan.FromMinutes(30), 6),
    ];

    internal double Budget => 1 - Objective;
}
