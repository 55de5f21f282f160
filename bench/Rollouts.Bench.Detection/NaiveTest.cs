using Rollouts.Analysis.Ticks;

namespace Rollouts.Bench.Detection;

/// <summary>
/// What a careful person might do by hand: the textbook's test of two proportions at 1 %, on the totals so far, looked
/// at after every tick.
/// </summary>
internal sealed class NaiveTest
{
    private const double OnePercent = 2.3263478740408408;

    private double _candidate;
    private double _candidateBad;
    private double _baseline;
    private double _baselineBad;

    public bool IsAlarmed { get; private set; }

    public void Look(ArmIncrement candidate, ArmIncrement baseline)
    {
        _candidate += candidate.Requests;
        _candidateBad += candidate.Bad;
        _baseline += baseline.Requests;
        _baselineBad += baseline.Bad;
        double pooled = (_candidateBad + _baselineBad) / (_candidate + _baseline);
        double error = Math.Sqrt(pooled * (1 - pooled) * ((1 / _candidate) + (1 / _baseline)));
        IsAlarmed |= error > 0 && ((_candidateBad / _candidate) - (_baselineBad / _baseline)) / error > OnePercent;
    }
}
