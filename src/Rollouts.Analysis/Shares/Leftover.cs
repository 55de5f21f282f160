using Rollouts.Analysis.Packing;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Shares;

/// <summary>
/// Whether requests still reach a candidate at weight 0. It takes a while of nothing else, in both directions, because
/// single requests are on their way at any time.
/// </summary>
internal readonly record struct Leftover
{
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(30);

    private enum Side : byte
    {
        Unknown,
        Above,
        Below,
    }

    private Side Now { get; init; }

    private Instant Since { get; init; }

    /// <summary>Requests reach the candidate, and have for a while.</summary>
    public bool IsFound { get; private init; }

    /// <summary>Hardly any request reaches it, and has not for a while.</summary>
    public bool IsGone { get; private init; }

    public bool IsAbove => Now == Side.Above;

    /// <summary>A tick without any request says nothing.</summary>
    public Leftover After(CountTick tick, double tolerated)
    {
        var counts = ShareCounts.Of(tick.Candidate, tick.Baseline);
        if (counts.All == 0)
        {
            return this;
        }

        Side side = counts.Share > tolerated ? Side.Above : Side.Below;
        Instant since = side == Now ? Since : tick.From;
        bool lasts = tick.To - since >= Lasting;
        return new Leftover
        {
            Now = side,
            Since = since,
            IsFound = side == Side.Above ? IsFound || lasts : IsFound && !lasts,
            IsGone = side == Side.Below && lasts,
        };
    }

    public void Pack(ref PackWriter writer)
    {
        writer.Byte((byte)((byte)Now | (IsFound ? 4 : 0) | (IsGone ? 8 : 0)));
        writer.Moment(Since);
    }

    public static Leftover Unpack(ref PackReader reader)
    {
        byte flags = reader.Byte();
        return new Leftover
        {
            Now = (Side)(flags & 3),
            IsFound = (flags & 4) != 0,
            IsGone = (flags & 8) != 0,
            Since = reader.Moment(),
        };
    }
}
