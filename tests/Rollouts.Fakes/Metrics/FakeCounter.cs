namespace Rollouts.Fakes.Metrics;

/// <summary>A counter or a number of a fake source, with all it has been.</summary>
internal sealed class FakeCounter
{
    private readonly List<(Instant At, double Value)> _past = [];

    public void Set(Instant at, double value) => _past.Add((at, value));

    public void Add(Instant at, double by) => Set(at, (_past.Count == 0 ? 0 : _past[^1].Value) + by);

    /// <summary>What it showed at a moment; null where it was not there yet.</summary>
    public double? At(Instant moment)
    {
        var last = _past.FindLastIndex(entry => entry.At <= moment);
        return last < 0 ? null : _past[last].Value;
    }
}
