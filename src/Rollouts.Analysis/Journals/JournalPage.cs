using Rollouts.Analysis.Packing;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Journals;

/// <summary>
/// Packs the inputs of a check in the order in which they were judged: ticks as on a <see cref="TickPage"/>, and
/// between them the shifts, the renewals and the conclusions. A page of ticks alone is a journal, too.
/// </summary>
public static class JournalPage
{
    /// <summary>Bytes that one input takes at most, unless it is a tick with labels.</summary>
    public const int PackedAtMost = TickPage.PackedAtMost;

    private const int NoWeight = -1;
    private const byte Began = TickPage.FirstOther;
    private const byte Shifted = TickPage.FirstOther + 1;
    private const byte StartedAfresh = TickPage.FirstOther + 2;
    private const byte Concluded = TickPage.FirstOther + 3;

    /// <summary>Bytes that this input takes at most.</summary>
    public static int RoomFor(JudgeInput input) =>
        input is JudgeInput.Judged { Tick: var tick } ? TickPage.RoomFor(tick) : PackedAtMost;

    /// <param name="before">The last tick of the page; null for none.</param>
    public static int Append(Tick? before, JudgeInput input, Span<byte> room)
    {
        if (input is JudgeInput.Judged judged)
        {
            return TickPage.Append(before, judged.Tick, room);
        }

        var writer = new PackWriter(room);
        switch (input)
        {
            case JudgeInput.Began began:
                writer.Byte(Began);
                writer.Moment(began.At);
                break;
            case JudgeInput.Shifted { Shift: var shift }:
                writer.Byte(Shifted);
                writer.Moment(shift.At);
                writer.Byte((byte)shift.Split);
                writer.Whole(shift.LeastRequests);
                writer.Flag(shift.Margin.HasValue);
                writer.Number(shift.Margin ?? 0);
                writer.Whole(shift.InForce?.BasisPoints ?? NoWeight);
                break;
            case JudgeInput.StartedAfresh afresh:
                writer.Byte(StartedAfresh);
                writer.Moment(afresh.At);
                break;
            case JudgeInput.Concluded concluded:
                writer.Byte(Concluded);
                writer.Moment(concluded.At);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        return writer.Written;
    }

    public static IReadOnlyList<JudgeInput> Read(ReadOnlySpan<byte> page)
    {
        var reader = new PackReader(page);
        var inputs = new List<JudgeInput>();
        Tick? before = null;
        while (reader.Read < page.Length)
        {
            if (page[reader.Read] < TickPage.FirstOther)
            {
                before = TickPage.Next(ref reader, before);
                inputs.Add(new JudgeInput.Judged(before));
            }
            else
            {
                inputs.Add(Other(ref reader));
            }
        }

        return inputs;
    }

    /// <summary>The ticks that hold counts or values, for people to look at.</summary>
    public static IEnumerable<Tick> Samples(ReadOnlySpan<byte> page) =>
        Read(page)
            .OfType<JudgeInput.Judged>()
            .Select(judged => judged.Tick)
            .Where(tick => tick is CountTick or ValueTick);

    private static JudgeInput Other(ref PackReader reader)
    {
        byte kind = reader.Byte();
        Instant at = reader.Moment();
        switch (kind)
        {
            case Began:
                return new JudgeInput.Began(at);
            case Shifted:
                var split = (Split)reader.Byte();
                long requests = reader.Whole();
                bool hasMargin = reader.Flag();
                double margin = reader.Number();
                long weight = reader.Whole();
                Weight? inForce = weight == NoWeight ? null : new Weight((int)weight);
                return new JudgeInput.Shifted(new Shift(at, split, requests, hasMargin ? margin : null, inForce));
            case StartedAfresh:
                return new JudgeInput.StartedAfresh(at);
            case Concluded:
                return new JudgeInput.Concluded(at);
            default:
                throw new FormatException($"A journal has no input of kind {kind}.");
        }
    }
}
