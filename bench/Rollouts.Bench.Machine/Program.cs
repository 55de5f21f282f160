using BenchmarkDotNet.Running;

namespace Rollouts.Bench.Machine;

internal static class Program
{
    private static void Main(string[] args) =>
        BenchmarkSwitcher
            .FromTypes([typeof(DecidingOneInput), typeof(ReplayingARollout)])
            .Run(args.Length == 0 ? ["--filter", "*"] : args);
}
