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

    /// <summary>
    /// Neither version gets requests for so long: a later release serves them, and the last clients have left.
    /// </summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    private enum Side : byte
    {
        Unknown,
        Above,
        Below,
    }

    private Side Now { get; init; }

    private Instant Since { get; init; }

    /// <summary>Since when no request has been counted; null after a tick with requests.</summary>
    private Instant? QuietFrom { get; init; }

    /// <summary>Requests reach the candidate, and have for a while.</summary>
    public bool IsFound { get; private init; }

    /// <summary>Hardly any request reaches it, and has not for a while.</summary>
    public bool IsGone { get; private init; }

    public bool IsAbove => Now == Side.Above;

    /// <summary>A tick without any request says nothing, unless it is one of many.</summary>
    public Leftover After(CountTick tick, double tolerated)
    {
        var counts = ShareCounts.Of(tick.Candidate, tick.Baseline);
        if (counts.All == 0)
        {
            Instant from = QuietFrom ?? tick.From;
            return tick.To - from < Silence
                ? this with
                {
                    QuietFrom = from,
                }
                : new Leftover
                {
                    Now = Side.Below,
                    Since = from,
                    QuietFrom = from,
                    IsGone = true,
                };
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
        writer.Byte((byte)((byte)Now | (IsFound ? 4 : 0) | (IsGone ? 8 : 0) | (QuietFrom is null ? 0 : 16)));
        writer.Moment(Since);
        if (QuietFrom is { } from)
        {
            writer.Moment(from);
        }
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
            QuietFrom = (flags & 16) != 0 ? reader.Moment() : null,
        };
    }
}
