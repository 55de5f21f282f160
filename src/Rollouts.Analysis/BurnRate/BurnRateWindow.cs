using Rollouts.Analysis.Packing;
using Rollouts.Analysis.Ticks;
using Rollouts.Analysis.Windows;

namespace Rollouts.Analysis.BurnRate;

/// <summary>
/// Requests and bad requests of both arms over one trailing window. Those of the candidate count only while it is
/// judged.
/// </summary>
internal sealed class BurnRateWindow(TimeSpan length)
{
    private const int RequestsColumn = 0;
    private const int BadColumn = 1;

    private readonly TrailingSums _sums = new(length, columns: 4);

    public TimeSpan Length { get; } = length;

    public void Add(CountTick tick, bool withCandidate)
    {
        _sums.MoveTo(tick.To);
        Add(Arm.Baseline, tick.Baseline);
        if (withCandidate)
        {
            Add(Arm.Candidate, tick.Candidate);
        }

        _sums.RoundToNarrow();
    }

    public double Requests(Arm arm) => _sums.Sum(Column(arm, RequestsColumn));

    public double Bad(Arm arm) => _sums.Sum(Column(arm, BadColumn));

    public double Rate(Arm arm) => Requests(arm) > 0 ? Bad(arm) / Requests(arm) : 0;

    public void Clear() => _sums.Clear();

    public void Pack(ref PackWriter writer) => _sums.Pack(ref writer, narrow: true);

    public void Unpack(ref PackReader reader) => _sums.Unpack(ref reader, narrow: true);

    private static int Column(Arm arm, int column) => (2 * (int)arm) + column;

    private void Add(Arm arm, ArmIncrement counts)
    {
        _sums.Add(Column(arm, RequestsColumn), counts.Requests);
        _sums.Add(Column(arm, BadColumn), counts.Bad);
    }
}
