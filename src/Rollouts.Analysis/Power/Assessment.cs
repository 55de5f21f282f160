namespace Rollouts.Analysis.Power;

/// <summary>The simulated result of a plan for one failure.</summary>
public sealed record Assessment
{
    public required Failure Failure { get; init; }

    /// <summary>The rates of bad requests that were simulated.</summary>
    public required double BaselineRate { get; init; }

    public required double CandidateRate { get; init; }

    /// <summary>The chance that a judge causes a rollback.</summary>
    public required Chance RollBack { get; init; }

    /// <summary>The chance that a step times out undecided, so that a person or the plan decides.</summary>
    public required Chance Undecided { get; init; }

    /// <summary>From the first shift to the breach; null if no path had a breach.</summary>
    public Waiting? TimeToRollBack { get; init; }

    /// <summary>
    /// Requests that fail because of the fault, on average over all paths, up to the end of the last step.
    /// </summary>
    public required double FailedRequests { get; init; }

    /// <summary>The share of all paths that was caught in each step.</summary>
    public required ValueList<double> CaughtInStep { get; init; }

    /// <summary>The result of the fast formula: a cross-check, good to about a tenth.</summary>
    public required Estimate Estimate { get; init; }

    /// <summary>
    /// True if no test could detect the failure: the candidate serves less than one failing request before the end.
    /// </summary>
    public bool IsBeyondAnybody { get; init; }

    /// <summary>Suggestions for a plan that finds the failure in fewer than four runs of five.</summary>
    public ValueList<string> Advice { get; init; } = [];
}
