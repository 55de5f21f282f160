namespace Rollouts.Domain.Plans.Checks;

/// <summary>How a check's numbers become a verdict.</summary>
public abstract record Judge
{
    private Judge() { }

    /// <summary>Judges every scrape and still keeps the plan's limit for false alarms.</summary>
    /// <param name="SlowerThan">For a histogram: requests slower than this are the bad ones.</param>
    public sealed record Sequential(Reference Against, TimeSpan? SlowerThan) : Judge;

    /// <summary>A limit on a value, with some bad values tolerated.</summary>
    public sealed record Threshold(ValueLimit Limit, Tolerance Tolerate) : Judge;

    /// <summary>Compares the values of both arms once, at the end of a verify (Mann-Whitney).</summary>
    public sealed record Compare(CompareRule Rule) : Judge;

    /// <summary>How fast the candidate spends the error budget of an objective.</summary>
    public sealed record BurnRate(Proportion Objective, ValueList<BurnWindow> Windows, int LeastBad) : Judge;

    /// <summary>Compares the candidate's share of the requests with the weight in force.</summary>
    /// <param name="FalseMisrouted">The chance that a router that obeys is found to misroute, over the rollout.</param>
    public sealed record Share(Proportion FalseMisrouted) : Judge;
}
