using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Domain.Rollouts.States;

/// <summary>
/// The desired traffic of a target: the candidate's weight, the requests that reach it independently of the weight, and
/// the mirror.
/// </summary>
public sealed record Traffic(Weight Candidate, ValueList<RequestMatch> Matches, Weight Mirror)
{
    /// <summary>All traffic to the old version.</summary>
    public static Traffic None { get; } = new(Weight.Zero, [], Weight.Zero);

    /// <summary>All traffic to the new version, without routes by request and mirrors.</summary>
    public static Traffic All { get; } = new(Weight.Full, [], Weight.Zero);

    public override string ToString() =>
        Candidate
        + (Matches.IsEmpty ? "" : " and " + string.Join(" or ", Matches))
        + (Mirror == Weight.Zero ? "" : $" and a mirror of {Mirror}");
}
