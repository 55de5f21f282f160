namespace Rollouts.Analysis.Compare;

/// <summary>Which stretch of time a comparison looks at.</summary>
public readonly record struct JudgedSpan(Instant From, Instant To)
{
    /// <summary>All since the shift but the warm-up; with a look-back, the last of it, whenever it began.</summary>
    public static JudgedSpan Of(Instant shift, TimeSpan warmUp, TimeSpan? lookBack, Instant end) =>
        new(lookBack is { } last ? end - last : shift + warmUp, end);
}
