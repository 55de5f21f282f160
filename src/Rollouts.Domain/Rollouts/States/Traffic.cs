using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Domain.Rollouts.States;

/// <summary>
/// What a target's router is to do: the candidate's share, the requests that reach it by header, the mirror.
/// </summary>
public sealed record Traffic(Weight Candidate, ValueList<HeaderMatch> Headers, Weight Mirror)
{
    /// <summary>Everything to the old version.</summary>
    public static Traffic None { get; } = new(Weight.Zero, [], Weight.Zero);

    /// <summary>Everything to the new version, and nothing else left behind.</summary>
    public static Traffic All { get; } = new(Weight.Full, [], Weight.Zero);

    public override string ToString() =>
        Candidate
        + (
            Headers.IsEmpty
                ? ""
                : " and " + string.Join(", ", Headers.Select(header => $"{header.Header}: {header.Value}"))
        )
        + (Mirror == Weight.Zero ? "" : $" and a mirror of {Mirror}");
}
