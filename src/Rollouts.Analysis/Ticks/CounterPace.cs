using Rollouts.Analysis.Packing;

namespace Rollouts.Analysis.Ticks;

/// <summary>
/// The usual growth of one counter, and the growth above which its next sample must confirm it. A confirmation costs a
/// scrape, so normal variation of the traffic stays below that bound.
/// </summary>
/// <param name="Samples">The number of increments that the pace was learned from, capped.</param>
/// <param name="Leaps">The number of increments that may still belong to a shift.</param>
internal readonly record struct CounterPace(double PerSecond, byte Samples, byte Leaps)
{
    private const double MostTimes = 2.5;

    /// <summary>Quicker than usual, but accepted. A fall after it is checked once more.</summary>
    private const double QuickTimes = 1.5;

    /// <summary>From 1 % to 100 %, and some growth beside it.</summary>
    private const double MostTimesAfterShift = 128;

    /// <summary>The requests of a few clients come by chance.</summary>
    private const double Chance = 20;

    /// <summary>The scrape that the shift fell into, and the one after it.</summary>
    private const byte LeapsOfShift = 2;

    private const byte LeastSamples = 2;
    private const double Newest = 0.5;

    public bool IsExceededBy(double grown, TimeSpan time)
    {
        if (Samples < LeastSamples || (Leaps > 0 && PerSecond == 0))
        {
            return false;
        }

        double times = Leaps > 0 ? MostTimesAfterShift : MostTimes;
        return grown > Chance + (times * PerSecond * Math.Max(1, time.TotalSeconds));
    }

    public bool IsQuick(double grown, TimeSpan time) =>
        Samples >= LeastSamples && grown > Chance + (QuickTimes * PerSecond * Math.Max(1, time.TotalSeconds));

    public CounterPace With(double grown, TimeSpan time)
    {
        double perSecond = grown / Math.Max(1, time.TotalSeconds);
        return new CounterPace(
            Samples == 0 ? perSecond : PerSecond + (Newest * (perSecond - PerSecond)),
            (byte)Math.Min(LeastSamples, Samples + 1),
            (byte)Math.Max(0, Leaps - 1)
        );
    }

    public CounterPace Shifted() => this with { Leaps = LeapsOfShift };

    /// <summary>Records a confirmed leap, after which the pace is learned anew.</summary>
    public CounterPace Leapt() => new(PerSecond: 0, Samples: 0, Leaps);

    public void Pack(ref PackWriter writer)
    {
        writer.Number(PerSecond);
        writer.Byte(Samples);
        writer.Byte(Leaps);
    }

    public static CounterPace Unpack(ref PackReader reader) => new(reader.Number(), reader.Byte(), reader.Byte());
}
