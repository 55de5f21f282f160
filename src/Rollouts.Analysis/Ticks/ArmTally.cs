using Rollouts.Analysis.Packing;

namespace Rollouts.Analysis.Ticks;

/// <summary>
/// Sums the counters of one arm into whole requests. A remainder (more bad requests than requests, because the two were
/// scraped separately, or half a request of a trimmed count) is carried over to the next tick, so nothing is lost.
/// </summary>
internal sealed class ArmTally
{
    /// <summary>Bytes that <see cref="Pack"/> writes.</summary>
    public const int PackedAtMost = (1 + ArmIncrement.MostEdges) * sizeof(double);

    private readonly double[] _bad = new double[ArmIncrement.MostEdges];
    private readonly bool[] _isHistogram = new bool[ArmIncrement.MostEdges];
    private double _requests;
    private double _counted;

    public void Add(in SeriesKey key, double counted)
    {
        switch (key.Role)
        {
            case CounterRole.Total:
                _counted += counted;
                break;
            case CounterRole.Bad:
                _bad[key.Edge] += counted;
                break;
            case CounterRole.Within:
                _bad[key.Edge] -= counted;
                _isHistogram[key.Edge] = true;
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>The bad requests so far, as the counters have them.</summary>
    public double Bad => _bad[0] + (_isHistogram[0] ? _counted : 0);

    public double Requests => _counted;

    /// <summary>Whether the arm can have served the requests that were added since the last tick.</summary>
    public bool IsPossible(TrafficRates rates, TimeSpan time)
    {
        for (int edge = 0; edge < _bad.Length; edge++)
        {
            if (!rates.AllowsFor(_counted, _bad[edge] + (_isHistogram[edge] ? _counted : 0), time))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Drops the added counts and those kept from earlier ticks.</summary>
    public void Clear()
    {
        (_requests, _counted) = (0, 0);
        Array.Clear(_bad);
    }

    public ArmIncrement Close()
    {
        for (int edge = 0; edge < _bad.Length; edge++)
        {
            _bad[edge] += _isHistogram[edge] ? _counted : 0;
        }

        _requests += _counted;
        _counted = 0;
        long requests = Take(ref _requests, double.MaxValue);
        return new ArmIncrement(
            requests,
            Take(ref _bad[0], requests),
            Take(ref _bad[1], requests),
            Take(ref _bad[2], requests)
        );
    }

    public void Pack(ref PackWriter writer)
    {
        writer.Number(_requests);
        writer.Numbers(_bad, narrow: false);
    }

    public void Unpack(ref PackReader reader)
    {
        _requests = reader.Number();
        reader.Numbers(_bad, narrow: false);
    }

    private static long Take(ref double sum, double atMost)
    {
        double whole = Math.Clamp(Math.Round(sum), 0, atMost);
        sum -= whole;
        return (long)whole;
    }
}
