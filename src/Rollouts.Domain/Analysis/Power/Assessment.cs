namespace Rollouts.Domain.Analysis.Power;

/// <summary>How a plan fares against one failure.</summary>
public sealed record Assessment
{
    public required Failure Failure { get; init; }

    /// <summary>The rates of bad requests that were simulated.</summary>
    public required double BaselineRate { get; init; }

    public required double CandidateRate { get; init; }

    /// <summary>The chance that a judge takes the traffic back.</summary>
    public required Chance RollBack { get; init; }

    /// <summary>The chance that a step runs out of time undecided, and a person or the plan decides.</summary>
    public required Chance Undecided { get; init; }

    /// <summary>From the first shift to the breach; null where there was none.</summary>
    public Waiting? TimeToRollBack { get; init; }

    /// <summary>
    /// Requests that fail because of the fault, on average over all paths, up to the end of the last step.
    /// </summary>
    public required double FailedRequests { get; init; }

    /// <summary>Of all paths, the share that was caught in each step.</summary>
    public required ValueList<double> CaughtInStep { get; init; }

    /// <summary>What the fast formula says: a cross-check, good to about a tenth.</summary>
    public required Estimate Estimate { get; init; }

    /// <summary>Nobody could tell: the candidate serves less than one failing request before the end.</summary>
    public bool IsBeyondAnybody { get; init; }

    /// <summary>What would help, where the plan finds the failure in fewer than four runs of five.</summary>
    public ValueList<string> Advice { get; init; } = [];
}
