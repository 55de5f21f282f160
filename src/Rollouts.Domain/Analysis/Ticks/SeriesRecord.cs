using Rollouts.Domain.Analysis.Packing;

namespace Rollouts.Domain.Analysis.Ticks;

/// <summary>What is remembered of one counter: its last sample, and what it has counted since the last tick.</summary>
internal sealed class SeriesRecord(Arm arm, ulong instance, Instant firstAt, bool fromZero)
{
    /// <summary>Two hashes, four numbers and the longest forms of three small ones.</summary>
    public const int PackedAtMost = 72;

    private bool _hasValue = fromZero;
    private double _value;

    public Arm Arm { get; } = arm;

    public ulong Instance { get; } = instance;

    public Instant FirstAt { get; } = firstAt;

    /// <summary>The time of the last sample that was counted.</summary>
    public Instant At { get; private set; } = new(long.MinValue);

    public double Pending { get; private set; }

    public bool IsFresh { get; private set; }

    /// <param name="opened">When the zero reading was taken: what is not later is no news.</param>
    public void Take(in CounterSample sample, Instant opened)
    {
        // A sample counts once, by its own time, however many polls bring it.
        if (sample.At <= At || !double.IsFinite(sample.Value))
        {
            return;
        }

        // A first answer reaches back for as long as scrapes may be late; what it brings from before is a past as well.
        if (_hasValue && sample.At > opened)
        {
            // A counter never falls: where it does, its process began again at zero.
            Pending += sample.Value >= _value ? sample.Value - _value : sample.Value;
        }

        (_hasValue, _value, At) = (true, sample.Value, sample.At);
        IsFresh |= At > opened;
    }

    /// <summary>Hands over what was counted since the last tick.</summary>
    public double Settle()
    {
        double counted = Pending;
        (Pending, IsFresh) = (0, false);
        return counted;
    }

    public static void Pack(ref PackWriter writer, in SeriesKey key, SeriesRecord record, Instant near)
    {
        writer.Byte((byte)((int)record.Arm | ((int)key.Role << 1) | (key.Edge << 3)));
        writer.Byte((byte)((record._hasValue ? 1 : 0) | (record.IsFresh ? 2 : 0)));
        writer.Whole((long)key.Series);
        writer.Whole((long)record.Instance);
        writer.Whole(record.At.Microseconds - near.Microseconds);
        writer.Whole(record.FirstAt.Microseconds - near.Microseconds);
        writer.Number(record._value);
        writer.Number(record.Pending);
    }

    public static SeriesRecord Unpack(ref PackReader reader, Instant near, out SeriesKey key)
    {
        byte kind = reader.Byte();
        byte flags = reader.Byte();
        key = new SeriesKey((ulong)reader.Whole(), (CounterRole)((kind >> 1) & 3), kind >> 3);
        ulong instance = (ulong)reader.Whole();
        long at = reader.Whole() + near.Microseconds;
        long firstAt = reader.Whole() + near.Microseconds;
        return new SeriesRecord((Arm)(kind & 1), instance, new Instant(firstAt), fromZero: (flags & 1) != 0)
        {
            At = new Instant(at),
            _value = reader.Number(),
            Pending = reader.Number(),
            IsFresh = (flags & 2) != 0,
        };
    }
}
