using Rollouts.Analysis.BurnRate;
using Rollouts.Analysis.Compare;
using Rollouts.Analysis.Sequential;
using Rollouts.Analysis.Shares;
using Rollouts.Analysis.Threshold;

namespace Rollouts.Analysis.Judges;

/// <summary>Creates the state of a check from its settings: one class for each judge.</summary>
public static class CheckStates
{
    /// <summary>A state before its first tick.</summary>
    public static CheckState Begin(JudgeSettings settings, Instant at) =>
        settings switch
        {
            RelativeSettings relative => new RelativeState(relative, at),
            LimitSettings limit => new LimitState(limit, at),
            ThresholdSettings threshold => new ThresholdState(threshold, at),
            CompareSettings compare => new CompareState(compare, at),
            BurnRateSettings burnRate => new BurnRateState(burnRate, at),
            ShareSettings share => new ShareState(share, at),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>The state in its packed form.</summary>
    public static byte[] Pack(CheckState state)
    {
        byte[] room = new byte[state.RoomToPack];
        return room[..state.Pack(room)];
    }

    /// <summary>
    /// Null if the bytes are of another version, or of a check with other settings: the state is then rebuilt
    /// from its ticks.
    /// </summary>
    public static CheckState? Unpack(JudgeSettings settings, ReadOnlySpan<byte> packed)
    {
        var state = Begin(settings, default);
        return state.TryUnpack(packed) ? state : null;
    }
}
