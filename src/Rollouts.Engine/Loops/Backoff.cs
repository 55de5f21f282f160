namespace Rollouts.Engine.Loops;

/// <summary>
/// The pauses of a loop whose passes fail: each twice the last one up to a bound, less a random share, so that the
/// processes of an installation do not retry in step.
/// </summary>
public sealed class Backoff
{
    private const double Jitter = 0.25;

    private readonly TimeSpan _first;
    private TimeSpan _next;

    public Backoff(TimeSpan first, TimeSpan longest) => (_first, _next, Longest) = (first, first, longest);

    public TimeSpan Longest { get; }

    /// <summary>The pause before the next attempt.</summary>
    public TimeSpan Next()
    {
        var pause = _next;
        _next = pause * 2 > Longest ? Longest : pause * 2;
        return pause * (1 - (Jitter * Random.Shared.NextDouble()));
    }

    /// <summary>Begins again with the first pause.</summary>
    public void Reset() => _next = _first;
}
