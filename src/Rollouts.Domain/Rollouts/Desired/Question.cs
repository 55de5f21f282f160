using Rollouts.Analysis;

namespace Rollouts.Domain.Rollouts.Desired;

/// <summary>One check to evaluate, with the data that its judge needs to judge the present situation.</summary>
public sealed record Question
{
    public required CheckName Check { get; init; }

    public TargetName? Target { get; init; }

    /// <summary>The generation of the evidence to continue with.</summary>
    public required int Generation { get; init; }

    /// <summary>Each epoch starts new evidence of health.</summary>
    public required int Epoch { get; init; }

    /// <summary>The versions that have traffic where the check is evaluated.</summary>
    public required Split Split { get; init; }

    /// <summary>
    /// For the check of the share: the weight that the router shows and that alone decides; null while there is none.
    /// </summary>
    public Weight? InForce { get; init; }

    /// <summary>
    /// Until when the question is asked after a way back, unless requests still reach the candidate then; null while
    /// the rollout has not ended.
    /// </summary>
    public Instant? Until { get; init; }

    /// <summary>How many requests the candidate must have served since the last shift, to be called healthy.</summary>
    public long LeastRequests { get; init; } = Shift.UsualRequests;

    /// <summary>The excess of bad requests that must be ruled out; null asks for no proof.</summary>
    public double? Margin { get; init; }

    /// <summary>When a comparison may be concluded; null while it is too early.</summary>
    public Instant? ConcludesFrom { get; init; }

    /// <summary>The shift for a judge that sees this epoch for the first time.</summary>
    public Shift ShiftAt(Instant at) => new(at, Split, LeastRequests, Margin, InForce);
}
