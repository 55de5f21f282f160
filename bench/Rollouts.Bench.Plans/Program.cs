using BenchmarkDotNet.Running;

namespace Rollouts.Bench.Plans;

internal static class Program
{
    private static void Main(string[] args) =>
        BenchmarkSwitcher
            .FromTypes([typeof(ReadingAPlan), typeof(RefusingAFile)])
            .Run(args.Length == 0 ? ["--filter", "*"] : args);
}
