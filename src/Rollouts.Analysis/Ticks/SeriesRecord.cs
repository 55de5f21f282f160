using Rollouts.Analysis.Packing;

namespace Rollouts.Analysis.Ticks;

/// <summary>
/// The state of one counter: its last sample, and its increments since the last tick. A sample that leaps or falls
/// counts only if the next one continues from there. If the next one reverts it, it was wrong.
/// </summary>
internal sealed class SeriesRecord(Arm arm, CounterRole role, ulong instance, Instant firstAt, bool fromZero)
{
    /// <summary>Two hashes, six numbers, a place and the longest forms of three small ones.</summary>
    public const int PackedAtMost = 105;

    private bool _hasValue = fromZero;
    private double _value;
    private bool _hasLeapt;
    private Doubt _doubt;
    private double _doubted;
    private double _before;
    private CounterPace _pace;

    private enum Doubt
    {
        None,
        Leap,
        Fall,

        /// <summary>A fall to so little that a new process has counted it by now. It is counted already.</summary>
        Restart,

        /// <summary>Quicker than usual, and counted already.</summary>
        Quick,

        /// <summary>The last sample showed what no counter can, so the next one is a new zero reading.</summary>
        Lost,
    }

    public Arm Arm { get; } = arm;

    public ulong Instance { get; } = instance;

    public Instant FirstAt { get; } = firstAt;

    /// <summary>The place of its value of the label by which the check judges; 0 without one.</summary>
    public int Place { get; init; }

    /// <summary>The time of the last sample that was counted.</summary>
    public Instant At { get; private set; } = new(long.MinValue);

    public double Pending { get; private set; }

    public bool IsFresh { get; private set; }

    /// <summary>
    /// Whether the increment since the last tick is unknown: the counter came down from a leap, or it showed a
    /// value that no counter has.
    /// </summary>
    public bool IsZeroed { get; private set; }

    /// <summary>Whether the next sample must confirm the last one.</summary>
    public bool IsDoubted => _doubt is Doubt.Leap or Doubt.Fall;

    /// <summary>Whether its last sample showed less than the one before.</summary>
    public bool HasFallen => _doubt is Doubt.Fall or Doubt.Restart;

    /// <param name="opened">The time of the zero reading. Samples up to then do not count.</param>
    public void Take(in CounterSample sample, Instant opened)
    {
        // A sample counts once, by its own time, however many polls bring it.
        if (sample.At <= At)
        {
            return;
        }

        if (!sample.IsPossible || _doubt == Doubt.Lost)
        {
            ReadZero(sample, opened);
            return;
        }

        // A first answer reaches back by the delay of late scrapes. Its samples from before the zero reading do not
        // count, either.
        if (_hasValue && sample.At > opened)
        {
            if (IsFollowed(sample.Value))
            {
                Count(sample);
            }
        }

        (_hasValue, _value, At) = (true, sample.Value, sample.At);
        IsFresh |= At > opened;
    }

    /// <summary>
    /// Takes a sample that counts nothing: an impossible one, or the first one after it. The increment between them is
    /// unknown, so the ticks of both fail.
    /// </summary>
    private void ReadZero(in CounterSample sample, Instant opened)
    {
        bool isNews = sample.At > opened;
        _doubt = sample.IsPossible ? Doubt.None : Doubt.Lost;
        (_hasValue, _value, At) = (sample.IsPossible, sample.IsPossible ? sample.Value : 0, sample.At);
        (_hasLeapt, _pace) = (false, default);
        (IsFresh, IsZeroed) = (IsFresh || isNews, IsZeroed || isNews);
    }

    /// <summary>Returns the increments since the last tick and resets them.</summary>
    public double Settle()
    {
        double counted = Pending;
        (Pending, IsFresh, IsZeroed) = (0, false, false);
        return counted;
    }

    /// <summary>Makes the last sample a new zero reading.</summary>
    /// <param name="hasLeapt">Whether the counter may fall back from its present value.</param>
    public void Forget(bool hasLeapt)
    {
        Settle();
        _doubt = _doubt == Doubt.Lost ? Doubt.Lost : Doubt.None;
        (_hasLeapt, _pace) = (hasLeapt, default);
    }

    /// <summary>More traffic may be shifted to it now than it had before.</summary>
    public void MayLeap() => _pace = _pace.Shifted();

    /// <summary>Accepts or drops the last sample; returns false if that counts this one, too.</summary>
    private bool IsFollowed(double value)
    {
        Doubt doubt = _doubt;
        _doubt = Doubt.None;
        switch (doubt)
        {
            case Doubt.None:
                return true;
            // The value continues from before the last sample, as if that sample did not exist.
            case Doubt.Leap when value < _value && value >= _before:
            case Doubt.Fall or Doubt.Restart when value >= _before:
                Pending += value - _before;
                return false;
            case Doubt.Leap when value < _value:
                IsZeroed = true;
                return false;
            case Doubt.Leap:
                _hasLeapt = true;
                Pending += _doubted;
                _pace = _pace.Leapt();
                return true;
            case Doubt.Fall:
                Pending += _doubted;
                return true;
            // No process that begins again has served so much by the next sample: the one between was not true.
            case Doubt.Quick when value < _value && value >= _before:
                IsZeroed = true;
                return false;
            case Doubt.Restart or Doubt.Quick:
                return true;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void Count(in CounterSample sample)
    {
        double grown = sample.Value - _value;
        TimeSpan time = At.Microseconds == long.MinValue ? TimeSpan.Zero : sample.At - At;
        if (grown < 0)
        {
            Fall(sample.Value, time);
        }
        // Failures count at once: doubting them would only keep a bad candidate longer.
        else if (role != CounterRole.Bad && _pace.IsExceededBy(grown, time))
        {
            (_doubt, _doubted, _before) = (Doubt.Leap, grown, _value);
        }
        else
        {
            Pending += grown;
            if (role != CounterRole.Bad && _pace.IsQuick(grown, time))
            {
                (_doubt, _before) = (Doubt.Quick, _value);
            }

            _pace = _pace.With(grown, time);
        }
    }

    // A counter never falls. If it does, its process has restarted at zero, or the value before was a leap that it fell
    // back from. After a leap, its present value includes a long past.
    private void Fall(double value, TimeSpan time)
    {
        if (_hasLeapt)
        {
            (_hasLeapt, IsZeroed) = (false, true);
        }
        else if (role == CounterRole.Bad || !_pace.IsExceededBy(value, time))
        {
            Pending += value;
            (_doubt, _before) = (Doubt.Restart, _value);
        }
        else
        {
            (_doubt, _doubted, _before) = (Doubt.Fall, value, _value);
        }
    }

    /// <param name="hasPlaces">Whether the check judges by a label, so that each counter has a place.</param>
    public static void Pack(ref PackWriter writer, in SeriesKey key, SeriesRecord record, Instant near, bool hasPlaces)
    {
        if (hasPlaces)
        {
            writer.Byte((byte)record.Place);
        }

        writer.Byte((byte)((int)record.Arm | ((int)key.Role << 1) | (key.Edge << 3)));
        writer.Byte(
            (byte)(
                (record._hasValue ? 1 : 0)
                | (record.IsFresh ? 2 : 0)
                | (record._hasLeapt ? 4 : 0)
                | (record.IsZeroed ? 8 : 0)
                | ((int)record._doubt << 4)
            )
        );
        writer.Whole((long)key.Series);
        writer.Whole((long)record.Instance);
        writer.Whole(record.At.Microseconds - near.Microseconds);
        writer.Whole(record.FirstAt.Microseconds - near.Microseconds);
        writer.Number(record._value);
        writer.Number(record.Pending);
        writer.Number(record._doubted);
        writer.Number(record._before);
        record._pace.Pack(ref writer);
    }

    public static SeriesRecord Unpack(ref PackReader reader, Instant near, bool hasPlaces, out SeriesKey key)
    {
        int place = hasPlaces ? reader.Byte() : 0;
        byte kind = reader.Byte();
        byte flags = reader.Byte();
        key = new SeriesKey((ulong)reader.Whole(), (CounterRole)((kind >> 1) & 3), kind >> 3);
        ulong instance = (ulong)reader.Whole();
        long at = reader.Whole() + near.Microseconds;
        long firstAt = reader.Whole() + near.Microseconds;
        return new SeriesRecord((Arm)(kind & 1), key.Role, instance, new Instant(firstAt), fromZero: (flags & 1) != 0)
        {
            Place = place,
            At = new Instant(at),
            _value = reader.Number(),
            Pending = reader.Number(),
            IsFresh = (flags & 2) != 0,
            _hasLeapt = (flags & 4) != 0,
            IsZeroed = (flags & 8) != 0,
            _doubt = (Doubt)(flags >> 4),
            _doubted = reader.Number(),
            _before = reader.Number(),
            _pace = CounterPace.Unpack(ref reader),
        };
    }
}
