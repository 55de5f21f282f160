using Rollouts.Analysis;
using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Power;
using Rollouts.Analysis.Sequential;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Vectors.Sequential;

/// <summary>A plan that moves on by time alone, but for a hold while there is a doubt.</summary>
internal sealed record PowerPath(
    RelativeSettings Settings,
    (double Weight, TimeSpan Length)[] Steps,
    TimeSpan Tick,
    double RequestsPerSecond,
    TimeSpan LongestHold
)
{
    private static readonly double Doubt = Math.Log(3);

    public PowerSample Sample(int paths, double baselineRate, double candidateRate)
    {
        var sample = new PowerSample(paths);
        for (int path = 0; path < paths; path++)
        {
            Run((ulong)path + 1, new SimulatedTraffic(RequestsPerSecond, baselineRate, candidateRate), sample);
        }

        return sample;
    }

    private void Run(ulong seed, SimulatedTraffic traffic, PowerSample sample)
    {
        var random = new SeededGenerator(seed);
        var now = new Instant(0);
        var state = new RelativeState(Settings, now);
        state.Shifted(new Shift(now, Split.BothArms));
        long number = 0;
        long bad = 0;
        TimeSpan held = TimeSpan.Zero;
        foreach ((double weight, TimeSpan length) in Steps)
        {
            for (TimeSpan spent = Tick; true; spent += Tick)
            {
                (ArmIncrement candidate, ArmIncrement baseline) = traffic.Draw(random, Tick, weight, out long faulty);
                bad += faulty;
                number++;
                CheckOutcome standing = state.Judge(new CountTick(number, now, now + Tick, candidate, baseline));
                now += Tick;
                if (standing == CheckOutcome.Breach)
                {
                    sample.Caught(number * Tick.TotalSeconds, bad);
                    return;
                }

                bool mayHold = state.LogEvidence >= Doubt && held < LongestHold;
                if (spent >= length && !mayHold)
                {
                    break;
                }

                held += spent >= length ? Tick : TimeSpan.Zero;
            }
        }

        sample.Missed(bad);
    }
}
