using System.Diagnostics;

namespace Rollouts.Bench.Engine;

/// <summary>A process that uses a part of one core, as other programs on a machine do.</summary>
internal static class Burner
{
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(20);

    public static void Run(double share)
    {
        while (true)
        {
            var began = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(began) < Round * share)
            {
                Thread.SpinWait(100);
            }

            Thread.Sleep(Round * (1 - share));
        }
    }
}
