namespace Rollouts.Domain.Plans.Checks;

/// <summary>The reference with which a sequential judge compares the candidate.</summary>
public abstract record Reference
{
    private Reference() { }

    /// <param name="TolerateRatio">The candidate may be this many times worse (an odds ratio).</param>
    /// <param name="AtLeastExcess">A smaller difference is never a breach, however sure it is.</param>
    public sealed record Baseline(decimal TolerateRatio, Proportion AtLeastExcess) : Reference;

    /// <summary>A fixed limit on the share of bad requests, with no second arm.</summary>
    public sealed record AtMost(Proportion Limit) : Reference;
}
