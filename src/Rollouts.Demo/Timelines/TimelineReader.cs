using Rollouts.Demo.Clients;
using Rollouts.Domain.Audit;
using Rollouts.Domain.Rollouts.Timeline;
using Rollouts.Storage.Serialization;

namespace Rollouts.Demo.Timelines;

/// <summary>Reads the records of one rollout from the API as they arrive, and formats them.</summary>
internal sealed class TimelineReader(DemoApiClient client, string id)
{
    private readonly TimelineWriter _writer = new();
    private readonly List<ChainedEntry> _read = [];

    /// <summary>Whether every record is chained to the one before it.</summary>
    public bool IsWhole => Chain.Verify($"rollout/{id}", _read) is ChainVerdict.Intact;

    /// <summary>A line for each record that came since the last call.</summary>
    public async Task<IReadOnlyList<string>> MoreAsync(CancellationToken cancellation)
    {
        var fresh = await client.EventsAsync(id, _read.Count, cancellation);
        _read.AddRange(fresh);
        return [.. fresh.Select(chained => _writer.Tell(Recorder.Read(chained.Entry)))];
    }
}
