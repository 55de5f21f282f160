using System.CommandLine;

namespace Rollouts.SkewedWorker;

/// <summary>The worker on a machine whose clock is 45 s ahead; what it measures is right.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) =>
        Worker.Program.RunAsync(
            args,
            new InvocationConfiguration { ProcessTerminationTimeout = Timeout.InfiniteTimeSpan },
            new SkewedClock(TimeSpan.FromSeconds(45))
        );

    private sealed class SkewedClock(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
    }
}
