using Microsoft.Extensions.DependencyInjection;
using Rollouts.Api.Hosting;
using Rollouts.Domain.Audit;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Streams;

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
}
