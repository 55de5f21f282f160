using Rollouts.Domain.Rollouts.States;
using Rollouts.EndToEnd.Tests.Streets;
using Rollouts.EndToEnd.Tests.Workers;
using Xunit.Abstractions;

namespace Rollouts.EndToEnd.Tests.Alone;

/// <summary>The embedded store, and the one process that has it, killed in the middle of everything.</summary>
public sealed class KilledAgainAndAgainTests(ITestOutputHelper output)
{
    private static readonly int Shops = Form.Of(5, 20);
    private static readonly int Kills = Form.Of(4, 20);

    private readonly Story _story = new(output);
    private readonly int _seed = Environment.TickCount;

    [Fact]
    public async Task A_lone_worker_brings_every_rollout_to_its_end_however_often_it_is_killed()
    {
        var chance = new Random(_seed);
        _story.Say($"seed {_seed}");
        await using var street = await Street.OpenAsync(Shops);
        street.Router.Failing[$"{street.Shops[1]}/v2"] = true;
        var alone = new Loner(street, street.Folder["data"]);
        await alone.ReleaseAllAsync();
        await alone.Worker.StartAsync();

        var unwanted = alone.Rollouts.First(rollout => rollout.Value == street.Shops[2]).Key;
        for (var i = 0; i < Kills; i++)
        {
            await new Killing(alone.Worker, street.Book).AtAWriteAsync(within: TimeSpan.FromSeconds(chance.Next(2, 8)));
            _story.Say("killed it");
            if (i == Kills / 2)
            {
                await using var service = await alone.OpenDeskAsync();
                await service.RollBackAsync(unwanted);
            }

            await alone.Worker.StartAsync();
        }

        await alone.HoldsAsync();
        _story.Say("all have ended");
        await using var after = await alone.OpenDeskAsync();
        foreach (var (id, shop) in alone.Rollouts)
        {
            var status = (await after.StateAsync(id)).Status;
            _story.Say($"{shop}: {status.Name}");
            Assert.Equal(
                shop == street.Shops[1] ? "RolledBack"
                    : id == unwanted ? (status is Status.Cancelled ? "Cancelled" : "RolledBack")
                    : "Succeeded",
                status.Name
            );
        }

        Assert.DoesNotContain("nobody foresaw", alone.Worker.Output, StringComparison.Ordinal);
    }
}
