using Rollouts.Analysis.Packing;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Compare;

/// <summary>
/// Gathers the values of both arms since the last shift, and compares them once, on request. If the same test were
/// repeated, it would fail every fourth healthy release.
/// </summary>
internal sealed class CompareState(CompareSettings settings, Instant begun) : CheckState(settings, begun)
{
    /// <summary>
    /// The capacity of the stored state. A longer verify keeps every second value, then every fourth, and so on.
    /// </summary>
    private const int MostPoints = 180;

    private const byte Kind = 0x70;

    private readonly List<Point> _points = [];
    private long _stride = 1;
    private long _seen;
    private Comparison? _found;

    /// <summary>The result, once the comparison has concluded. A score is made of these.</summary>
    public Comparison? Comparison => _found;

    private protected override byte Shape => Kind;

    /// <summary>
    /// Judged once and for all, until the next shift. That there was nothing to judge decides nothing.
    /// </summary>
    private bool IsDecided => _found is { Classification: not Classification.NoData };

    private protected override bool Rests => Split != Split.BothArms;

    private protected override bool Absorb(Tick tick, bool isWarm)
    {
        var values = (ValueTick)tick;
        if (isWarm && !Rests && !IsDecided)
        {
            Keep(new Point(Seconds(values.To), (float)values.Candidate, (float)values.Baseline));
        }

        return !double.IsNaN(values.Candidate) && !double.IsNaN(values.Baseline);
    }

    private protected override CheckOutcome Judged() =>
        _found?.Classification switch
        {
            Classification.Pass => CheckOutcome.Healthy,
            Classification.High or Classification.Low or Classification.MissingRequiredData => CheckOutcome.Breach,
            Classification.NoData => CheckOutcome.NoData,
            _ => CheckOutcome.Watching,
        };

    private protected override void OnConcluded()
    {
        if (IsDecided || Rests)
        {
            return;
        }

        JudgedSpan span = JudgedSpan.Of(ShiftedAt, settings.WarmUp, settings.LookBack, LastAt);
        Point[] judged = [.. _points.Where(point => point.Second > Seconds(span.From))];
        bool isEnough =
            Values(judged, Arm.Candidate).Count() >= settings.LeastPoints
            && Values(judged, Arm.Baseline).Count() >= settings.LeastPoints;
        bool isEmpty =
            judged.All(point => float.IsNaN(point.Candidate)) || judged.All(point => float.IsNaN(point.Baseline));
        if (!isEnough && !isEmpty)
        {
            // A verdict on a handful of values would be chance; more may come.
            return;
        }

        _found = Comparer.Compare(
            settings,
            judged.Select(point => (double)point.Candidate),
            judged.Select(point => (double)point.Baseline)
        );
    }

    private protected override void OnShifted()
    {
        _points.Clear();
        (_stride, _seen, _found) = (1, 0, null);
    }

    private protected override void OnAfresh() => OnShifted();

    private protected override Evidence Explain() =>
        CompareWords.Explain(
            settings,
            Outcome,
            _found,
            Values(_points, Arm.Candidate).Count(),
            Values(_points, Arm.Baseline).Count()
        );

    private protected override void PackBody(ref PackWriter writer)
    {
        writer.Whole(_stride);
        writer.Whole(_seen);
        writer.Whole(_points.Count);
        long before = 0;
        foreach (Point point in _points)
        {
            writer.Whole(point.Second - before);
            writer.Narrow(point.Candidate);
            writer.Narrow(point.Baseline);
            before = point.Second;
        }

        writer.Flag(_found is not null);
        if (_found is { } found)
        {
            ComparisonPacking.Pack(ref writer, found);
        }
    }

    private protected override void UnpackBody(ref PackReader reader)
    {
        _stride = reader.Whole();
        _seen = reader.Whole();
        long before = 0;
        for (long left = reader.Whole(); left > 0; left--)
        {
            before += reader.Whole();
            _points.Add(new Point(before, (float)reader.Narrow(), (float)reader.Narrow()));
        }

        _found = reader.Flag() ? ComparisonPacking.Unpack(ref reader) : null;
    }

    private static long Seconds(Instant moment) => moment.Microseconds / 1_000_000;

    private IEnumerable<float> Values(IEnumerable<Point> points, Arm arm) =>
        points
            .Select(point => arm == Arm.Candidate ? point.Candidate : point.Baseline)
            .Where(value => settings.MissingValues == MissingValues.AsZero || !float.IsNaN(value));

    private void Keep(Point point)
    {
        if (_seen++ % _stride != 0)
        {
            return;
        }

        if (_points.Count == MostPoints)
        {
            // Drops every second value, so that the rest stays evenly spread over the whole verify.
            _stride *= 2;
            for (int at = 0; at < MostPoints / 2; at++)
            {
                _points[at] = _points[2 * at];
            }

            _points.RemoveRange(MostPoints / 2, MostPoints - (MostPoints / 2));
        }

        _points.Add(point);
    }

    private readonly record struct Point(long Second, float Candidate, float Baseline);
}
