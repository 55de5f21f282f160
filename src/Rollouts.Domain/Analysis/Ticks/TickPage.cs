using Rollouts.Domain.Analysis.Packing;

namespace Rollouts.Domain.Analysis.Ticks;

/// <summary>
/// Count ticks one after another in a few bytes each, to be kept: a state can be rebuilt from its pages, and what
/// was judged can be shown again.
/// </summary>
public static class TickPage
{
    /// <summary>Bytes that one tick takes at most; a common one takes about twelve.</summary>
    public const int PackedAtMost = 128;

    private const byte HasMoreEdges = 1;
    private const byte HasSpread = 2;

    /// <summary>Appends a tick to a page that ends with <paramref name="before"/>; null begins one.</summary>
    public static int Append(CountTick? before, CountTick tick, Span<byte> room)
    {
        var writer = new PackWriter(room);
        bool hasMoreEdges = HasMore(tick.Candidate) || HasMore(tick.Baseline);
        bool hasSpread = tick.Spread.Freedom > 0;
        writer.Byte((byte)((hasMoreEdges ? HasMoreEdges : 0) | (hasSpread ? HasSpread : 0)));
        writer.Whole(tick.Number - (before?.Number ?? 0));
        writer.Whole(tick.From.Microseconds - (before?.To.Microseconds ?? 0));
        writer.Whole(Length(tick) - Length(before));
        Write(ref writer, tick.Candidate, hasMoreEdges);
        Write(ref writer, tick.Baseline, hasMoreEdges);
        if (hasSpread)
        {
            writer.Number(tick.Spread.ChiSquare);
            writer.Whole(tick.Spread.Freedom);
        }

        return writer.Written;
    }

    public static IReadOnlyList<CountTick> Read(ReadOnlySpan<byte> page)
    {
        var reader = new PackReader(page);
        var ticks = new List<CountTick>();
        CountTick? before = null;
        while (reader.Read < page.Length)
        {
            before = Next(ref reader, before);
            ticks.Add(before);
        }

        return ticks;
    }

    private static CountTick Next(ref PackReader reader, CountTick? before)
    {
        byte flags = reader.Byte();
        long number = reader.Whole() + (before?.Number ?? 0);
        var from = new Instant(reader.Whole() + (before?.To.Microseconds ?? 0));
        var to = new Instant(from.Microseconds + Length(before) + reader.Whole());
        ArmIncrement candidate = ReadArm(ref reader, (flags & HasMoreEdges) != 0);
        ArmIncrement baseline = ReadArm(ref reader, (flags & HasMoreEdges) != 0);
        BaselineSpread spread =
            (flags & HasSpread) != 0 ? new BaselineSpread(reader.Number(), (int)reader.Whole()) : default;
        return new CountTick(number, from, to, candidate, baseline, spread);
    }

    private static long Length(CountTick? tick) => tick is null ? 0 : tick.To.Microseconds - tick.From.Microseconds;

    private static bool HasMore(ArmIncrement arm) => arm.BadAtSecond != 0 || arm.BadAtThird != 0;

    private static void Write(ref PackWriter writer, ArmIncrement arm, bool hasMoreEdges)
    {
        writer.Whole(arm.Requests);
        writer.Whole(arm.Bad);
        if (hasMoreEdges)
        {
            writer.Whole(arm.BadAtSecond);
            writer.Whole(arm.BadAtThird);
        }
    }

    private static ArmIncrement ReadArm(ref PackReader reader, bool hasMoreEdges)
    {
        long requests = reader.Whole();
        long bad = reader.Whole();
        return hasMoreEdges
            ? new ArmIncrement(requests, bad, reader.Whole(), reader.Whole())
            : new ArmIncrement(requests, bad);
    }
}
