using Rollouts.Demo.Clients;

namespace Rollouts.Demo.Timelines;

/// <summary>Prints the timelines of all rollouts as they happen.</summary>
internal sealed class LiveStories(DemoApiClient client, TextWriter output)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, TimelineReader> _readers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ended = new(StringComparer.Ordinal);

    public async Task TellAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await LookAsync(cancellation);
            await Task.Delay(Beat, TimeProvider.System, cancellation);
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (var rollout in (await client.RolloutsAsync(cancellation)).Reverse())
            {
                await TellAsync(rollout, cancellation);
            }
        }
        catch (HttpRequestException exception)
        {
            throw new DemoFailedException($"the API is gone: {exception.Message}");
        }
    }

    private async Task TellAsync(RolloutSeen rollout, CancellationToken cancellation)
    {
        if (_ended.Contains(rollout.Id))
        {
            return;
        }

        if (!_readers.TryGetValue(rollout.Id, out var reader))
        {
            _readers[rollout.Id] = reader = new TimelineReader(client, rollout.Id);
        }

        foreach (var line in await reader.MoreAsync(cancellation))
        {
            await output.WriteLineAsync($"{rollout.Service} {rollout.Version}{line}");
        }

        if (rollout.HasEnded)
        {
            _ended.Add(rollout.Id);
        }
    }
}
