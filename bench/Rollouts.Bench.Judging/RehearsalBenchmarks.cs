using BenchmarkDotNet.Attributes;
using Rollouts.Analysis.Power;
using Rollouts.Analysis.Sequential;

namespace Rollouts.Bench.Judging;

/// <summary>The five standard failures with 500 paths each, a healthy release, and the smallest ratio found.</summary>
[Config(typeof(InThisProcess))]
public class RehearsalBenchmarks
{
    private static readonly RehearsalPlan Plan = new()
    {
        Steps = [Verify(5), Verify(25), Verify(50)],
        Failures =
        [
            Judged.Failures with
            {
                PlannedTicks = 360,
            },
            new LimitSettings { Limit = 0.01, PlannedTicks = 360 },
        ],
        Slowness = [Judged.Failures with { PlannedTicks = 360, Edges = ["500ms"] }],
    };

    [Params(1, 10, 100, 1000)]
    public int RequestsPerSecond { get; set; }

    [Benchmark]
    public RehearsalReport Simulate() => Rehearsal.Assess(Plan, new RehearsedTraffic(RequestsPerSecond, 0.001));

    [Benchmark]
    public Estimate Formula() =>
        FastFormula.Of(Plan, new RehearsedTraffic(RequestsPerSecond, 0.001), Failure.Standard[2]);

    private static RehearsalStep Verify(int percent) =>
        new()
        {
            Weight = Weight.Percent(percent),
            AtLeast = TimeSpan.FromMinutes(2),
            AtMost = TimeSpan.FromMinutes(30),
        };
}
