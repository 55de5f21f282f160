namespace Rollouts.Vectors.Sequential;

/// <summary>How a number of simulated paths ended.</summary>
internal sealed class PowerSample(int paths)
{
    public Figures Seconds { get; } = new();

    public Figures Bad { get; } = new();

    public double Found => (double)Seconds.Count / paths;

    public void Caught(double seconds, double bad)
    {
        Seconds.Add(seconds);
        Bad.Add(bad);
    }

    public void Missed(double bad) => Bad.Add(bad);

    /// <summary>A mean, and how far another mean of the same thing may lie off.</summary>
    public sealed class Figures
    {
        private const double LeastSpread = 0.25;

        private double _sum;
        private double _squares;

        public int Count { get; private set; }

        public double Mean => Count == 0 ? double.NaN : _sum / Count;

        public void Add(double value)
        {
            Count++;
            _sum += value;
            _squares += value * value;
        }

        public double Error(double sigmas, double otherCount)
        {
            // Times come in whole ticks: a sample may show no spread at all and the next one some.
            double variance = Math.Max((_squares / Count) - (Mean * Mean), LeastSpread * Mean * LeastSpread * Mean);
            return sigmas * Math.Sqrt(variance * ((1.0 / Count) + (1 / Math.Max(1, otherCount))));
        }
    }
}
