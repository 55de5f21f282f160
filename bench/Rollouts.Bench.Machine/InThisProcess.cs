using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Rollouts.Bench.Machine;

/// <summary>
/// Measures in the process that was started: nothing is built anew, and a run of all takes minutes. The differences
/// that matter here are of tenths of a microsecond.
/// </summary>
public sealed class InThisProcess : ManualConfig
{
    public InThisProcess() =>
        AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(5).WithIterationCount(10));
}
