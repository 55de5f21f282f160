using BenchmarkDotNet.Attributes;
using Rollouts.Analysis;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Bench.Judging;

/// <summary>One tick of one check.</summary>
[Config(typeof(InThisProcess))]
[MemoryDiagnoser]
public class TickBenchmarks
{
    private CheckState _state = Judged.Begin(Judged.Failures);
    private Tick[] _ticks = [];
    private int _next;

    [ParamsSource(nameof(Checks))]
    public string Check { get; set; } = "";

    /// <summary>Bad requests of the candidate in a tick.</summary>
    [Params(0, 2)]
    public int Bad { get; set; }

    public static IEnumerable<string> Checks => Judged.All.Select(check => check.Name);

    [GlobalSetup]
    public void SetUp()
    {
        JudgeSettings settings = Judged.All.First(check => check.Name == Check).Settings;
        _ticks = Judged.Supply(settings, Bad);
        _next = _ticks.Length;
    }

    [Benchmark]
    public CheckOutcome OneTick()
    {
        if (_next == _ticks.Length)
        {
            _state = Judged.Begin(Judged.All.First(check => check.Name == Check).Settings);
            _next = 0;
        }

        return _state.Judge(_ticks[_next++]);
    }
}
