using Microsoft.Extensions.DependencyInjection;
using Rollouts.Api.Hosting;
using Rollouts.Domain.Audit;
using Rollouts.Storage;
using Rollouts.Storage.Stores;

namespace Rollouts.Api.Tests;

/// <summary>What was written down, as the store has it.</summary>
internal static class Trail
{
    public static async Task<List<Entry>> ReadAsync(ApiHost host, string stream)
    {
        List<Entry> lines = [];
        var streams = host.Services.GetRequiredService<IStore>().Streams;
        await foreach (var chained in streams.ReadAsync(new StreamName(stream), 0, default))
        {
            lines.Add(chained.Entry);
        }

        return lines;
    }

    /// <summary>The newest refusal at the door. It is written after the answer was given, so it may be waited for.</summary>
    public static async Task<Entry> RefusalAsync(ApiHost host, string reason)
    {
        Entry? found = null;
        await Eventually.IsAsync(
            async () =>
            {
                var lines = await ReadAsync(host, "access/door");
                found = lines.LastOrDefault();
                return found?.Event == "access.refused.v1" && found.Reason == reason;
            },
            $"a refusal to be written down: {reason}"
        );
        return found!;
    }

    /// <summary>What happened at the door, once that much has.</summary>
    public static async Task<IEnumerable<string>> DoorAsync(ApiHost host, int count)
    {
        List<Entry> lines = [];
        await Eventually.IsAsync(
            async () => (lines = await ReadAsync(host, "access/door")).Count >= count,
            $"{count} lines about the door"
        );
        return lines.Select(line => line.Event);
    }
}
