using Rollouts.Demo.Clients;
using Rollouts.Domain.Audit;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Domain.Rollouts.Stories;

namespace Rollouts.Demo.Stories;

/// <summary>Reads one rollout's records from the API as they come, and tells them.</summary>
internal sealed class StoryReader(ApiClient client, string id)
{
    private readonly Storyteller _teller = new();
    private readonly List<ChainedEntry> _read = [];

    /// <summary>Whether every record read is tied to the one before it, as it was written.</summary>
    public bool IsWhole => Chain.Verify($"rollout/{id}", _read) is ChainVerdict.Intact;

    /// <summary>A line for each record that came since the last call.</summary>
    public async Task<IReadOnlyList<string>> MoreAsync(CancellationToken cancellation)
    {
        var fresh = await client.EventsAsync(id, _read.Count, cancellation);
        _read.AddRange(fresh);
        return [.. fresh.Select(chained => _teller.Tell(Recorder.Read(chained.Entry)))];
    }
}
