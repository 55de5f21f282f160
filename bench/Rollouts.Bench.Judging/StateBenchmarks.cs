using BenchmarkDotNet.Attributes;
using Rollouts.Analysis;
using Rollouts.Analysis.Judges;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Bench.Judging;

/// <summary>What surrounds a tick: reading and writing the state, and saying a verdict in words.</summary>
[Config(typeof(InThisProcess))]
[MemoryDiagnoser]
public class StateBenchmarks
{
    private readonly byte[] _room = new byte[CheckState.PackedAtMost];
    private readonly CheckState _state = Judged.Begin(Judged.Failures);
    private int _length;

    [GlobalSetup]
    public void SetUp()
    {
        foreach (Tick tick in Judged.Supply(Judged.Failures, bad: 2))
        {
            _state.Judge(tick);
        }

        _length = _state.Pack(_room);
    }

    [Benchmark]
    public int Pack() => _state.Pack(_room);

    [Benchmark]
    public CheckState? Unpack() => CheckStates.Unpack(Judged.Failures, _room.AsSpan(0, _length));

    [Benchmark]
    public Verdict Explain() => _state.Verdict();
}
