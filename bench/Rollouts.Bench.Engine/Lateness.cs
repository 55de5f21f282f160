namespace Rollouts.Bench.Engine;

/// <summary>How late things were, from many threads.</summary>
internal sealed class Lateness
{
    private readonly Lock _gate = new();
    private List<double> _milliseconds = [];

    public void Add(IEnumerable<TimeSpan> late)
    {
        lock (_gate)
        {
            _milliseconds.AddRange(late.Select(one => one.TotalMilliseconds));
        }
    }

    /// <summary>What was added since the last time, in order.</summary>
    public List<double> Take()
    {
        lock (_gate)
        {
            var taken = _milliseconds;
            _milliseconds = [];
            taken.Sort();
            return taken;
        }
    }

    public static double At(List<double> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
}
