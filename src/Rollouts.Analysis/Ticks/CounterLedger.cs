using System.Runtime.InteropServices;
using Rollouts.Analysis.Packing;

namespace Rollouts.Analysis.Ticks;

/// <summary>
/// Turns raw counter readings into ticks. Every request is counted once, by the time of its sample, for any order and
/// any overlap of the polls. A reset counts from zero. The next scrape bridges a missing one. A counter that is created
/// during the rollout counts from its first request. An impossible increment or an impossible sample yields a failed
/// tick and a new zero reading, never evidence.
/// </summary>
public sealed class CounterLedger
{
    /// <summary>
    /// The maximum number of series, above what a check has by design. An answer with more belongs to another query.
    /// </summary>
    public const int MostSeries = 4096;

    /// <summary>The longest wait of a poll for late counters, in scrape intervals.</summary>
    private const int PatienceInScrapes = 2;

    private const byte Version = 2;

    /// <summary>The version of a ledger that counts by a label.</summary>
    private const byte LabelledVersion = 3;

    private readonly Dictionary<SeriesKey, SeriesRecord> _series = [];
    private readonly Dictionary<(Arm Arm, ulong Instance), Instant> _instances = [];
    private readonly ArmTally _candidate = new();
    private readonly ArmTally _baseline = new();
    private readonly TrafficRates _rates = new();
    private LabelTally _labels = new();
    private readonly Instant _opened;
    private Instant _closed;
    private long _next = 1;

    /// <param name="opened">
    /// The time of the zero reading, which is before the first shift. Increments up to then do not count.
    /// </param>
    public CounterLedger(Instant opened) => _opened = _closed = opened;

    public int Series => _series.Count;

    /// <summary>
    /// Reads the samples of one answer, in any order. Returns false if there are more series than a check can have.
    /// </summary>
    public bool Read(ReadOnlySpan<CounterSample> samples)
    {
        CounterSample[] inTime = samples.ToArray();
        Array.Sort(inTime, static (left, right) => left.At.CompareTo(right.At));
        foreach (CounterSample sample in inTime)
        {
            if (!Take(sample))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// The completed tick, or null if it is not complete. A tick is complete when every live counter has a new sample
    /// and none awaits confirmation, or after two scrapes.
    /// </summary>
    public Tick? Close(Instant now, TimeSpan scrape)
    {
        bool patienceIsOver = now - _closed >= PatienceInScrapes * scrape;
        Instant live = now - (PatienceInScrapes * scrape);
        bool any = false;
        bool all = true;
        bool doubted = false;
        Instant newest = _closed;
        foreach (SeriesRecord record in _series.Values)
        {
            any |= record.IsFresh;
            all &= record.IsFresh || record.At < live;
            doubted |= record.IsDoubted;
            newest = record.IsFresh ? Instant.Max(newest, record.At) : newest;
        }

        if (!(any && all && !doubted && !FailureGaps.AreIn(_series)) && !patienceIsOver)
        {
            return null;
        }

        return any ? Count(newest) : Empty(now);
    }

    /// <summary>A failed tick, for a source that did not answer.</summary>
    public FailedTick Fail(Instant now) => new(_next++, _closed, now);

    /// <summary>
    /// Prepares for a shift of traffic, after which an arm may have many times the requests that it had.
    /// </summary>
    public void Shifted()
    {
        foreach (SeriesRecord record in _series.Values)
        {
            record.MayLeap();
        }
    }

    /// <summary>
    /// Checks a tick that the source itself has counted. Returns a failed tick if its numbers are impossible.
    /// </summary>
    public Tick Review(CountTick tick)
    {
        TimeSpan time = tick.To - tick.From;
        if (
            !_rates.AllowsFor(tick.Candidate.Requests, tick.Candidate.Bad, time)
            || !_rates.AllowsFor(tick.Baseline.Requests, tick.Baseline.Bad, time)
        )
        {
            return new FailedTick(tick.Number, tick.From, tick.To);
        }

        _rates.Learn((double)tick.Candidate.Requests + tick.Baseline.Requests, time);
        return tick;
    }

    public int Pack(Span<byte> room)
    {
        var writer = new PackWriter(room);
        writer.Byte(_labels.IsUsed ? LabelledVersion : Version);
        writer.Moment(_opened);
        writer.Moment(_closed);
        writer.Whole(_next);
        _candidate.Pack(ref writer);
        _baseline.Pack(ref writer);
        _rates.Pack(ref writer);
        if (_labels.IsUsed)
        {
            _labels.Pack(ref writer);
        }

        writer.Whole(_series.Count);
        foreach ((SeriesKey key, SeriesRecord record) in _series)
        {
            SeriesRecord.Pack(ref writer, key, record, _closed, hasPlaces: _labels.IsUsed);
        }

        return writer.Written;
    }

    /// <summary>The maximum number of bytes that <see cref="Pack"/> writes.</summary>
    public int PackedAtMost => 160 + _labels.PackedAtMost + (_series.Count * SeriesRecord.PackedAtMost);

    /// <summary>Null if the bytes are of another version. The caller then opens a new ledger.</summary>
    public static CounterLedger? Unpack(ReadOnlySpan<byte> packed)
    {
        var reader = new PackReader(packed);
        byte version = packed.IsEmpty ? (byte)0 : reader.Byte();
        if (version is not (Version or LabelledVersion))
        {
            return null;
        }

        var ledger = new CounterLedger(reader.Moment()) { _closed = reader.Moment(), _next = reader.Whole() };
        ledger._candidate.Unpack(ref reader);
        ledger._baseline.Unpack(ref reader);
        ledger._rates.Unpack(ref reader);
        bool isLabelled = version == LabelledVersion;
        ledger._labels = isLabelled ? LabelTally.Unpack(ref reader) : ledger._labels;
        for (long left = reader.Whole(); left > 0; left--)
        {
            SeriesRecord record = SeriesRecord.Unpack(ref reader, ledger._closed, isLabelled, out SeriesKey key);
            ledger._series.Add(key, record);
            ledger.Remember(record);
        }

        return ledger;
    }

    private bool Take(in CounterSample sample)
    {
        var key = new SeriesKey(sample.Series, sample.Role, sample.Edge);
        if (!_series.ContainsKey(key) && _series.Count >= MostSeries)
        {
            return false;
        }

        ref SeriesRecord? record = ref CollectionsMarshal.GetValueRefOrAddDefault(_series, key, out bool known);
        if (!known)
        {
            record = new SeriesRecord(sample.Arm, sample.Role, sample.Instance, sample.At, CountsFromZero(sample))
            {
                Place = _labels.PlaceOf(sample),
            };
            Remember(record);
        }

        if (record!.Arm != sample.Arm)
        {
            // Another backend became stable while the rollout waited, so its counters now belong to the other version.
            record = new SeriesRecord(sample.Arm, sample.Role, sample.Instance, sample.At, fromZero: false)
            {
                Place = record.Place,
            };
            ClearTallies();
        }

        record.Take(sample, _opened);
        return true;
    }

    /// <summary>
    /// Whether the first value of a counter consists of new requests only. A counter that appears on a known process
    /// (such as the counter of a status code that it had not answered before) has counted from zero since then, and so
    /// has a counter that was created after the zero reading. The candidate's processes belong to the rollout. A
    /// baseline process that was not seen before may have a long past, so its first value is its zero reading. This
    /// loses a few good and bad requests alike and favors neither version.
    /// </summary>
    private bool CountsFromZero(in CounterSample sample)
    {
        if (sample.At <= _opened)
        {
            return false;
        }

        if (_instances.TryGetValue((sample.Arm, sample.Instance), out Instant seen) && seen < sample.At)
        {
            return true;
        }

        return sample.Born is { } born ? born > _opened : sample.Arm == Arm.Candidate;
    }

    private void Remember(SeriesRecord record)
    {
        ref Instant seen = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _instances,
            (record.Arm, record.Instance),
            out bool known
        );
        seen = known && seen < record.FirstAt ? seen : record.FirstAt;
    }

    private Tick Count(Instant to)
    {
        // Requests without their failures, or failures without their requests, would be only half of the evidence.
        if (_series.Values.Any(record => record.IsZeroed))
        {
            return Forget(to, haveLeapt: false);
        }

        BaselineSpread spread = InstanceSpread.Of(_series);
        foreach ((SeriesKey key, SeriesRecord record) in _series)
        {
            double counted = record.Settle();
            (record.Arm == Arm.Candidate ? _candidate : _baseline).Add(key, counted);
            if (_labels.IsUsed)
            {
                _labels.Add(record.Place, record.Arm, key, counted);
            }
        }

        TimeSpan time = to - _closed;
        if (!_candidate.IsPossible(_rates, time) || !_baseline.IsPossible(_rates, time))
        {
            return Forget(to, haveLeapt: true);
        }

        _rates.Learn(_candidate.Requests + _baseline.Requests, time);
        var tick = new CountTick(_next++, _closed, to, _candidate.Close(), _baseline.Close(), spread)
        {
            Labels = _labels.Close(),
        };
        _closed = to;
        return tick;
    }

    private FailedTick Forget(Instant to, bool haveLeapt)
    {
        foreach (SeriesRecord record in _series.Values)
        {
            record.Forget(haveLeapt);
        }

        ClearTallies();
        FailedTick failed = Fail(to);
        _closed = to;
        return failed;
    }

    private void ClearTallies()
    {
        _candidate.Clear();
        _baseline.Clear();
        _labels.Clear();
    }

    private EmptyTick Empty(Instant now)
    {
        var tick = new EmptyTick(_next++, _closed, now);
        _closed = now;
        return tick;
    }
}
