using System.Runtime.Intrinsics;

namespace Rollouts.Analysis.Numerics;

/// <summary>
/// The few operations on whole grids that a tick spends its time in, four numbers at once. Every grid is padded to
/// a multiple of <see cref="Width"/>, so no operation has a tail.
/// </summary>
internal static class VectorLanes
{
    public const int Width = 4;

    /// <summary>ln(1 + x) for x above -1, as exact as <see cref="LogMath.Log1P"/>.</summary>
    public static Vector256<double> Log1P(Vector256<double> x)
    {
        var sum = x + Vector256<double>.One;
        var lost = x - (sum - Vector256<double>.One);
        return Vector256.Log(sum) + (lost / sum);
    }

    /// <summary>Each log becomes ln(exp(log) + exp(other)); <paramref name="other"/> is finite.</summary>
    public static void Add(Span<double> logs, double other)
    {
        var added = Vector256.Create(other);
        for (int i = 0; i < logs.Length; i += Width)
        {
            var log = Load(logs, i);
            var high = Vector256.Max(log, added);
            var low = Vector256.Min(log, added);
            Store(high + Log1P(Vector256.Exp(low - high)), logs, i);
        }
    }

    public static void Add(Span<double> logs, ReadOnlySpan<double> increments)
    {
        for (int i = 0; i < logs.Length; i += Width)
        {
            Store(Load(logs, i) + Load(increments, i), logs, i);
        }
    }

    /// <summary>ln of the sum of exp(x), with the largest taken out first.</summary>
    public static double LogSum(ReadOnlySpan<double> logs)
    {
        var highest = Load(logs, 0);
        for (int i = Width; i < logs.Length; i += Width)
        {
            highest = Vector256.Max(highest, Load(logs, i));
        }

        double high = Math.Max(
            Math.Max(highest.GetElement(0), highest.GetElement(1)),
            Math.Max(highest.GetElement(2), highest.GetElement(3))
        );
        if (double.IsInfinity(high))
        {
            return high;
        }

        var shift = Vector256.Create(high);
        var sum = Vector256<double>.Zero;
        for (int i = 0; i < logs.Length; i += Width)
        {
            sum += Vector256.Exp(Load(logs, i) - shift);
        }

        return high + Math.Log(Vector256.Sum(sum));
    }

    public static Vector256<double> Load(ReadOnlySpan<double> from, int index) =>
        Vector256.Create(from.Slice(index, Width));

    public static void Store(Vector256<double> value, Span<double> into, int index) =>
        value.CopyTo(into.Slice(index, Width));
}
