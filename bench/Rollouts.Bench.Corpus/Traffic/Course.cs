using Rollouts.Analysis.Numerics;

namespace Rollouts.Bench.Corpus.Traffic;

/// <summary>What happens to a service over one rollout, tick by tick, whatever the versions do.</summary>
internal sealed class Course
{
    private const double Day = 86_400;

    private Course(int ticks)
    {
        Load = Filled(ticks);
        Failing = Filled(ticks);
        Latency = Filled(ticks);
        IsSilent = new bool[ticks];
    }

    /// <summary>Times the usual traffic.</summary>
    public double[] Load { get; }

    /// <summary>Times the usual failures.</summary>
    public double[] Failing { get; }

    /// <summary>Times the usual latency.</summary>
    public double[] Latency { get; }

    /// <summary>Whether the source does not answer.</summary>
    public bool[] IsSilent { get; }

    public double Burst { get; private set; } = 1;

    /// <summary>How many ticks later one version is read: the candidate if negative.</summary>
    public int BaselineLate { get; private set; }

    public static Course Of(Surroundings surroundings, SeededGenerator random, int ticks, double tickSeconds)
    {
        var course = new Course(ticks);
        switch (surroundings)
        {
            case Surroundings.Bursts:
                course.Burst = 5;
                course.Times(course.Load, random, count: 14, longest: 60 / tickSeconds, 3);
                break;
            case Surroundings.Diurnal:
                course.FollowTheSun(Day * random.NextDouble(), tickSeconds);
                break;
            case Surroundings.SharedIncidents:
                course.AddIncidents(random, tickSeconds);
                break;
            case Surroundings.ClockOffsets:
                course.AddIncidents(random, tickSeconds);
                course.BaselineLate = random.NextDouble() < 0.5 ? 1 : -1;
                break;
            case Surroundings.SourceGaps:
                course.AddGaps(random, tickSeconds);
                break;
        }

        return course;
    }

    private static double[] Filled(int ticks)
    {
        double[] ones = new double[ticks];
        Array.Fill(ones, 1);
        return ones;
    }

    private void FollowTheSun(double start, double tickSeconds)
    {
        for (int tick = 0; tick < Load.Length; tick++)
        {
            double height = Math.Sin(2 * Math.PI * (start + (tick * tickSeconds)) / Day);
            Load[tick] *= 1 + (0.6 * height);
            Failing[tick] *= 1 + (0.4 * height);
        }
    }

    private void AddIncidents(SeededGenerator random, double tickSeconds)
    {
        int count = 1 + (int)(3 * random.NextDouble());
        for (int left = count; left > 0; left--)
        {
            int from = (int)(Load.Length * random.NextDouble());
            int length = (int)((60 + (240 * random.NextDouble())) / tickSeconds);
            for (int tick = from; tick < Math.Min(Load.Length, from + length); tick++)
            {
                Failing[tick] = 20;
                Latency[tick] = 1.5;
            }
        }
    }

    private void AddGaps(SeededGenerator random, double tickSeconds)
    {
        int count = 1 + (int)(4 * random.NextDouble());
        for (int left = count; left > 0; left--)
        {
            int from = (int)(Load.Length * random.NextDouble());
            int length = (int)((15 + (225 * random.NextDouble())) / tickSeconds);
            Array.Fill(IsSilent, true, from, Math.Min(length, Load.Length - from));
        }
    }

    private void Times(double[] into, SeededGenerator random, int count, double longest, double times)
    {
        for (int left = count; left > 0; left--)
        {
            int from = (int)(into.Length * random.NextDouble());
            int length = 1 + (int)(longest * random.NextDouble());
            Array.Fill(into, times, from, Math.Min(length, into.Length - from));
        }
    }
}
