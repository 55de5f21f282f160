using Rollouts.Analysis.Packing;

namespace Rollouts.Analysis.Ticks;

/// <summary>
/// Learns the request rates of both arms, and derives the maximum of one tick from them. A source with wrong sums, or a
/// counter that wraps, is no evidence of good requests.
/// </summary>
internal sealed class TrafficRates
{
    /// <summary>More requests a second than any service has.</summary>
    private const double MostPerSecond = 1e8;

    /// <summary>A shift multiplies an arm's traffic by ten thousand at most, but never that of both arms.</summary>
    private const double MostTimes = 1000;

    /// <summary>Below that, a service that was idle may have woken up.</summary>
    private const double LeastSuspicious = 100_000;

    /// <summary>With fewer ticks there is no rate to compare with.</summary>
    private const long LeastTicks = 2;

    private const double Newest = 0.3;

    private long _ticks;
    private double _perSecond;

    /// <summary>Whether one arm can have served this number of requests, with this number of bad ones.</summary>
    /// <param name="bad">Negative if a histogram's buckets hold more than its total.</param>
    public bool AllowsFor(double requests, double bad, TimeSpan time)
    {
        double seconds = Math.Max(1, time.TotalSeconds);
        double most = MostPerSecond * seconds;
        if (_ticks >= LeastTicks && _perSecond > 0)
        {
            most = Math.Min(most, Math.Max(LeastSuspicious, MostTimes * _perSecond * seconds));
        }

        return requests <= most && Math.Abs(bad) <= most;
    }

    /// <summary>Remembers a tick that was possible.</summary>
    public void Learn(double requests, TimeSpan time)
    {
        double perSecond = requests / Math.Max(1, time.TotalSeconds);
        _perSecond = _ticks == 0 ? perSecond : _perSecond + (Newest * (perSecond - _perSecond));
        _ticks++;
    }

    public void Pack(ref PackWriter writer)
    {
        writer.Whole(_ticks);
        writer.Number(_perSecond);
    }

    public void Unpack(ref PackReader reader) => (_ticks, _perSecond) = (reader.Whole(), reader.Number());
}
