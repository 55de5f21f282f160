using Rollouts.Domain.Analysis.Packing;

namespace Rollouts.Domain.Analysis.Ticks;

/// <summary>How fast one counter grows, and how much more it may grow before its next sample is asked for a second
/// opinion. That costs a scrape, so what traffic does by itself stays below it.</summary>
/// <param name="Samples">How many increments it was learnt from, as far as it matters.</param>
/// <param name="Leaps">How many increments may still be those of a shift.</param>
internal readonly record struct CounterPace(double PerSecond, byte Samples, byte Leaps)
{
    private const double MostTimes = 2.5;

    /// <summary>Quicker than usual, and believed; what comes down from there is looked at twice.</summary>
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

    /// <summary>A leap was true: the pace is learnt anew.</summary>
    public CounterPace Leapt() => new(PerSecond: 0, Samples: 0, Leaps);

    public void Pack(ref PackWriter writer)
    {
        writer.Number(PerSecond);
        writer.Byte(Samples);
        writer.Byte(Leaps);
    }

    public static CounterPace Unpack(ref PackReader reader) => new(reader.Number(), reader.Byte(), reader.Byte());
}
