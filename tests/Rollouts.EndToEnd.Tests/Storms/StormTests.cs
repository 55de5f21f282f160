using Rollouts.Domain.Rollouts;
using Rollouts.EndToEnd.Tests.Streets;
using Rollouts.EndToEnd.Tests.Workers;
using Rollouts.Engine.Streams;
using Rollouts.Storage;
using Xunit.Abstractions;

namespace Rollouts.EndToEnd.Tests.Storms;

/// <summary>Everything that can happen to a cluster, one after the other, while it takes a street of shops out.</summary>
public sealed class StormTests(ITestOutputHelper output)
{
    private static readonly int Shops = Form.Of(10, 50);
    private static readonly int Kills = Form.Of(3, 20);
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(Form.Of(10, 15));
    private static readonly TimeSpan WithoutStore = TimeSpan.FromSeconds(Form.Of(4, 10));
    private static readonly TimeSpan WithoutRoom = TimeSpan.FromSeconds(Form.Of(3, 10));

    private readonly Story _story = new(output);
    private readonly int _seed = Environment.TickCount;

    [Fact]
    public async Task Two_workers_bring_every_rollout_to_its_end_whatever_happens_to_them()
    {
        var chance = new Random(_seed);
        _story.Say($"seed {_seed}");
        await using var street = await Street.OpenAsync(Shops);
        await using var cluster = await Cluster.StartAsync(street, "-c", "max_connections=60");
        WorkerProcess[] workers = [cluster.Right.Worker, cluster.Ahead.Worker];

        foreach (var shop in street.Shops)
        {
            await cluster.ReleaseAsync(shop, Plans.Canary(shop));
        }

        var bad = cluster.Rollouts.Where((_, i) => i % 5 == 1).ToDictionary();
        var unwanted = cluster.Rollouts.Where((_, i) => i % 5 == 2).ToDictionary();
        var overtaken = cluster.Rollouts.Where((_, i) => i % 5 == 3).ToDictionary();
        foreach (var shop in bad.Values)
        {
            street.Router.Failing[$"{shop}/v2"] = true;
        }

        await Eventually.IsAsync(() => street.Book.Writes.Count > 0, "the first weight", Form.ToTheEnd);
        foreach (var shop in overtaken.Values)
        {
            await cluster.ReleaseAsync(shop, Plans.Canary(shop));
        }

        var back = Task.WhenAll(unwanted.Select(rollout => RollBackAsync(cluster, rollout.Key, rollout.Value)));
        for (var i = 0; i < Kills; i++)
        {
            await KillAsync(street, workers[chance.Next(workers.Length)], atAWrite: i % 2 == 0, chance);
        }

        await FreezeAsync(workers[chance.Next(workers.Length)]);
        await back;

        _story.Say("the store goes");
        await cluster.Server.StopAsync();
        await Task.Delay(WithoutStore);
        await cluster.Server.StartAgainAsync();
        _story.Say("the store is back");

        using (await Crowd.FillAsync(cluster.Server))
        {
            _story.Say("the store takes nobody any more");
            await Task.Delay(WithoutRoom);
        }

        _story.Say("the store has room");
        await cluster.HoldsAsync();
        _story.Say("all have ended");
        foreach (var (id, shop) in cluster.Rollouts)
        {
            _story.Say($"{shop}: {(await cluster.Desk.StateAsync(id)).Status.Name}");
        }

        Assert.Equal(["RolledBack"], await EndsAsync(cluster, bad.Keys));
        Assert.Equal(["RolledBack"], await EndsAsync(cluster, unwanted.Keys));
        Assert.Equal(["Superseded"], await EndsAsync(cluster, overtaken.Keys));
        Assert.All(workers, worker => Assert.DoesNotContain("nobody foresaw", worker.Output));
    }

    private async Task KillAsync(Street street, WorkerProcess worker, bool atAWrite, Random chance)
    {
        var pause = TimeSpan.FromSeconds(2 * chance.NextDouble());
        if (atAWrite)
        {
            await new Killing(worker, street.Book).AtAWriteAsync(within: 5 * pause);
        }
        else
        {
            await Task.Delay(pause);
            await worker.KillAsync();
        }

        _story.Say($"killed '{worker.Name}'");
        await worker.StartAsync();
    }

    private async Task FreezeAsync(WorkerProcess worker)
    {
        _story.Say($"froze '{worker.Name}'");
        await worker.FreezeAsync();
        await Task.Delay(Frozen);
        await worker.ThawAsync();
        _story.Say($"thawed '{worker.Name}'");
    }

    /// <summary>As soon as it has any traffic.</summary>
    private static Task RollBackAsync(Cluster cluster, RolloutId id, string shop) =>
        Eventually.IsAsync(
            async () =>
            {
                try
                {
                    return cluster.Street.Book.Writes.Any(write => write.Line.Shop == shop)
                        && await cluster.Desk.RollBackAsync(id) is not CommandResult<Rollout>.Conflict;
                }
                catch (StoreUnavailableException)
                {
                    return false;
                }
            },
            "a command to be taken",
            Form.ToTheEnd
        );

    /// <summary>How they ended, each way once.</summary>
    private static async Task<IEnumerable<string>> EndsAsync(Cluster cluster, IEnumerable<RolloutId> ids) =>
        (await Task.WhenAll(ids.Select(cluster.Desk.StateAsync))).Select(state => state.Status.Name).Distinct();
}
