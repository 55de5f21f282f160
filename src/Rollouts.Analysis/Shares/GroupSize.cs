using Rollouts.Analysis.Packing;

namespace Rollouts.Analysis.Shares;

/// <summary>
/// The size of the groups in which requests reach one version, estimated from how much the share differs between
/// neighboring ticks: 1 for requests that are routed one by one. A share that jumps once, as it does when a router
/// stops to obey, affects one difference only.
/// </summary>
internal sealed class GroupSize
{
    /// <summary>Fewer differences say nothing.</summary>
    private const long LeastDifferences = 4;

    private double _sum;
    private long _differences;
    private ShareCounts? _last;

    /// <summary>
    /// Estimated from the ticks before the one that it is applied to. It errs upwards while there are few of them,
    /// because an estimate that is too small causes false alarms.
    /// </summary>
    public double Estimate =>
        _differences < LeastDifferences ? 1 : _sum / _differences * (1 + (1 / Math.Sqrt(_differences)));

    public void Add(in ShareCounts tick)
    {
        if (_last is { } last && (tick.Candidate + last.Candidate) is > 0 and var candidate)
        {
            double pooled = candidate / (tick.All + last.All);
            double variance = pooled * (1 - pooled) * ((1 / tick.All) + (1 / last.All));
            if (variance > 0)
            {
                double difference = tick.Share - last.Share;
                _sum += difference * difference / variance;
                _differences++;
            }
        }

        _last = tick;
    }

    /// <summary>Ticks on the two sides of a shift have different shares by intent.</summary>
    public void Interrupt() => _last = null;

    public void Pack(ref PackWriter writer)
    {
        writer.Number(_sum);
        writer.Whole(_differences);
        writer.Whole((long)(_last?.Candidate ?? 0));
        writer.Whole((long)(_last?.All ?? 0));
    }

    public void Unpack(ref PackReader reader)
    {
        (_sum, _differences) = (reader.Number(), reader.Whole());
        var last = new ShareCounts(reader.Whole(), reader.Whole());
        _last = last.All > 0 ? last : null;
    }
}
