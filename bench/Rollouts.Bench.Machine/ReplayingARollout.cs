using BenchmarkDotNet.Attributes;
using Rollouts.Domain.Audit;
using Rollouts.Domain.Rollouts;
using Rollouts.Storage.Serialization;

namespace Rollouts.Bench.Machine;

/// <summary>A rollout of a thousand happenings, made again of what was kept.</summary>
[MemoryDiagnoser]
[Config(typeof(InThisProcess))]
public class ReplayingARollout
{
    private const int Records = 1_000;

    private List<RecordedEvent> _story = [];
    private List<ChainedEntry> _entries = [];

    [GlobalSetup]
    public void Setup()
    {
        var recorded = Recorded.InItsFirstVerify();
        recorded.Lengthen(Records);
        _story = recorded.Story;
        var id = recorded.State.Spec.Id;
        _entries = [.. Chain.Link(Hash.Beginning, _story.Select((line, i) => Recorder.Write(id, i + 1, line)))];
    }

    [Benchmark(Baseline = true, Description = "replay 1,000 happenings")]
    public Rollout? Replay() => Recorder.Replay(_story);

    [Benchmark(Description = "read them from JSON and replay")]
    public Rollout? ReadAndReplay() => Recorder.Replay(_entries.Select(chained => Recorder.Read(chained.Entry)));

    [Benchmark(Description = "verify their chain")]
    public ChainVerdict Verify() => Chain.Verify(_entries[0].Entry.Stream, _entries);
}
