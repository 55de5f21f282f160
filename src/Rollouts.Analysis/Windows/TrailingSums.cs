using Rollouts.Analysis.Packing;

namespace Rollouts.Analysis.Windows;

/// <summary>
/// Sums over a trailing window in a ring of a dozen slots. A window is never longer than configured, and at most one
/// slot shorter. Unlike a list of ticks, this is small enough to be stored with every check.
/// </summary>
internal sealed class TrailingSums(TimeSpan window, int columns)
{
    public const int Slots = 12;

    private readonly double[] _sums = new double[Slots * columns];
    private readonly long _slotMicroseconds = Math.Max(1, (long)(window / Slots).TotalMicroseconds);
    private long _slot = long.MinValue;

    public TimeSpan Window { get; } = window;

    /// <summary>Drops the slots that are older than the window.</summary>
    public void MoveTo(Instant now)
    {
        long slot = now.Microseconds / _slotMicroseconds;
        if (slot <= _slot)
        {
            return;
        }

        for (long next = Math.Max(_slot + 1, slot - Slots + 1); next <= slot; next++)
        {
            Row(next).Clear();
        }

        _slot = slot;
    }

    public void Add(int column, double value) => Row(_slot)[column] += value;

    public double Sum(int column)
    {
        double sum = 0;
        for (int at = column; at < _sums.Length; at += columns)
        {
            sum += _sums[at];
        }

        return sum;
    }

    public void Clear()
    {
        Array.Clear(_sums);
        _slot = long.MinValue;
    }

    public void Pack(ref PackWriter writer, bool narrow)
    {
        writer.Whole(_slot);
        writer.Numbers(_sums, narrow);
    }

    public void Unpack(ref PackReader reader, bool narrow)
    {
        _slot = reader.Whole();
        reader.Numbers(_sums, narrow);
    }

    /// <summary>Rounds the sums to their stored width, so that storing them changes nothing.</summary>
    public void RoundToNarrow()
    {
        foreach (ref double sum in _sums.AsSpan())
        {
            sum = (float)sum;
        }
    }

    private Span<double> Row(long slot) => _sums.AsSpan((int)(((slot % Slots) + Slots) % Slots) * columns, columns);
}
