using Rollouts.Analysis.Numerics;

namespace Rollouts.Analysis.Power;

/// <summary>A fault of a release.</summary>
public abstract record Failure(string Name)
{
    /// <summary>
    /// The spread of latencies: the sigma of a lognormal distribution for a service whose p99 is five times its median.
    /// </summary>
    private const double SpreadOfLatency = 0.7;

    private Failure()
        : this("") { }

    /// <summary>This share of the candidate's requests fails.</summary>
    public sealed record Share(string Name, double Rate) : Failure(Name);

    /// <summary>The candidate's failure rate is a multiple of the baseline's.</summary>
    public sealed record Times(string Name, double Factor) : Failure(Name);

    /// <summary>Every request of the candidate takes a multiple of the time.</summary>
    public sealed record Slower(string Name, double Factor) : Failure(Name);

    /// <summary>The failures that are simulated if the request names none.</summary>
    public static ValueList<Failure> Standard { get; } =
    [
        new Share("every request fails", 1),
        new Share("5 % of requests fail", 0.05),
        new Times("ten times the baseline's failures", 10),
        new Times("twice the baseline's failures", 2),
        new Slower("every request takes half as long again", 1.5),
    ];

    /// <summary>The rate of bad requests on the candidate, given the baseline's.</summary>
    internal double CandidateRate(double baseline) =>
        this switch
        {
            Share share => Math.Max(baseline, share.Rate),
            Times times => Math.Min(1, baseline * times.Factor),
            Slower slower => baseline is <= 0 or >= 1
                ? baseline
                : NormalDistribution.Below(
                    NormalDistribution.Quantile(baseline) + (Math.Log(slower.Factor) / SpreadOfLatency)
                ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
