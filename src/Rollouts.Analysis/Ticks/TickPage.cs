using Rollouts.Analysis.Packing;

namespace Rollouts.Analysis.Ticks;

/// <summary>
/// Packs ticks in a few bytes each, so that they can be stored: a state can be rebuilt from its pages, and a chart can
/// show what was judged.
/// </summary>
public static class TickPage
{
    /// <summary>Bytes that one tick without labels takes at most; a common one takes about twelve.</summary>
    public const int PackedAtMost = 128;

    /// <summary>Bytes that one value of a label takes at most: its text, and four counts.</summary>
    private const int LabelAtMost = 2 + LabelValues.Longest + (4 * 10);

    private const byte HasMoreEdges = 1;
    private const byte HasSpread = 2;
    private const byte IsValue = 4;
    private const byte IsEmpty = 8;
    private const byte IsFailed = 9;
    private const byte IsLabelled = 10;
    private const byte IsLabelledWithSpread = 11;

    /// <summary>The first byte of a tick is below it. A journal uses the others for what is no tick.</summary>
    internal const byte FirstOther = 16;

    /// <summary>Appends a tick to a page that ends with <paramref name="before"/>; null begins one.</summary>
    public static int Append(Tick? before, Tick tick, Span<byte> room)
    {
        var writer = new PackWriter(room);
        switch (tick)
        {
            case CountTick counts:
                Write(ref writer, before, counts);
                break;
            case ValueTick values:
                writer.Byte(IsValue);
                WriteTimes(ref writer, before, values);
                writer.Number(values.Candidate);
                writer.Number(values.Baseline);
                break;
            case EmptyTick:
                writer.Byte(IsEmpty);
                WriteTimes(ref writer, before, tick);
                break;
            case FailedTick:
                writer.Byte(IsFailed);
                WriteTimes(ref writer, before, tick);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        return writer.Written;
    }

    /// <summary>Bytes that this tick takes at most.</summary>
    public static int RoomFor(Tick tick) =>
        PackedAtMost + (tick is CountTick counts ? 10 + (counts.Labels.Count * LabelAtMost) : 0);

    public static IReadOnlyList<Tick> Read(ReadOnlySpan<byte> page)
    {
        var reader = new PackReader(page);
        var ticks = new List<Tick>();
        Tick? before = null;
        while (reader.Read < page.Length)
        {
            before = Next(ref reader, before);
            ticks.Add(before);
        }

        return ticks;
    }

    private static void Write(ref PackWriter writer, Tick? before, CountTick tick)
    {
        bool isLabelled = !tick.Labels.IsEmpty;
        bool hasMoreEdges = !isLabelled && (HasMore(tick.Candidate) || HasMore(tick.Baseline));
        bool hasSpread = tick.Spread.Freedom > 0;
        writer.Byte(
            isLabelled
                ? (hasSpread ? IsLabelledWithSpread : IsLabelled)
                : (byte)((hasMoreEdges ? HasMoreEdges : 0) | (hasSpread ? HasSpread : 0))
        );
        WriteTimes(ref writer, before, tick);
        Write(ref writer, tick.Candidate, hasMoreEdges);
        Write(ref writer, tick.Baseline, hasMoreEdges);
        if (hasSpread)
        {
            writer.Number(tick.Spread.ChiSquare);
            writer.Whole(tick.Spread.Freedom);
        }

        if (isLabelled)
        {
            Write(ref writer, (before as CountTick)?.Labels ?? [], tick.Labels);
        }
    }

    /// <summary>A value is written out once, as long as it keeps its place.</summary>
    private static void Write(ref PackWriter writer, ValueList<LabelIncrement> before, ValueList<LabelIncrement> labels)
    {
        writer.Whole(labels.Count);
        for (int place = 0; place < labels.Count; place++)
        {
            LabelIncrement label = labels[place];
            bool isKnown = place < before.Count && before[place].Value == label.Value;
            writer.Flag(isKnown);
            if (!isKnown)
            {
                writer.Plain(label.Value);
            }

            Write(ref writer, label.Candidate, hasMoreEdges: false);
            Write(ref writer, label.Baseline, hasMoreEdges: false);
        }
    }

    private static ValueList<LabelIncrement> ReadLabels(ref PackReader reader, ValueList<LabelIncrement> before)
    {
        var labels = new LabelIncrement[reader.Whole()];
        for (int place = 0; place < labels.Length; place++)
        {
            string value = reader.Flag() ? before[place].Value : reader.Plain();
            labels[place] = new LabelIncrement(
                value,
                ReadArm(ref reader, hasMoreEdges: false),
                ReadArm(ref reader, hasMoreEdges: false)
            );
        }

        return labels.ToValueList();
    }

    private static void WriteTimes(ref PackWriter writer, Tick? before, Tick tick)
    {
        writer.Whole(tick.Number - (before?.Number ?? 0));
        writer.Whole(tick.From.Microseconds - (before?.To.Microseconds ?? 0));
        writer.Whole(Length(tick) - Length(before));
    }

    internal static Tick Next(ref PackReader reader, Tick? before)
    {
        byte flags = reader.Byte();
        long number = reader.Whole() + (before?.Number ?? 0);
        var from = new Instant(reader.Whole() + (before?.To.Microseconds ?? 0));
        var to = new Instant(from.Microseconds + Length(before) + reader.Whole());
        if (flags is IsEmpty or IsFailed)
        {
            return flags == IsEmpty ? new EmptyTick(number, from, to) : new FailedTick(number, from, to);
        }

        bool isLabelled = flags is IsLabelled or IsLabelledWithSpread;
        if (!isLabelled && (flags & IsValue) != 0)
        {
            return new ValueTick(number, from, to, reader.Number(), reader.Number());
        }

        bool hasMoreEdges = !isLabelled && (flags & HasMoreEdges) != 0;
        bool hasSpread = isLabelled ? flags == IsLabelledWithSpread : (flags & HasSpread) != 0;
        ArmIncrement candidate = ReadArm(ref reader, hasMoreEdges);
        ArmIncrement baseline = ReadArm(ref reader, hasMoreEdges);
        BaselineSpread spread = hasSpread ? new BaselineSpread(reader.Number(), (int)reader.Whole()) : default;
        return new CountTick(number, from, to, candidate, baseline, spread)
        {
            Labels = isLabelled ? ReadLabels(ref reader, (before as CountTick)?.Labels ?? []) : [],
        };
    }

    private static long Length(Tick? tick) => tick is null ? 0 : tick.To.Microseconds - tick.From.Microseconds;

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
