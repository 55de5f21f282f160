using System.Collections.Concurrent;
using Rollouts.Storage.Stores;
using Xunit.Abstractions;

namespace Rollouts.Engine.Tests.Simulations;

/// <summary>A way back is never behind other work, and the law that says so finds what breaks it.</summary>
public sealed class OverloadSimulationTests(ITestOutputHelper output)
{
    private const int Usual = 60;

    [Fact]
    public async Task A_way_back_is_never_left_while_anything_else_is_taken()
    {
        var (broken, preferred) = await RunAsync(planted: null);

        output.WriteLine($"{preferred} that were going back were taken before other work");
        Assert.True(broken.IsEmpty, string.Join('\n', broken.Take(5)));

        // A world in which nothing competes shows nothing.
        Assert.True(preferred > 0);
    }

    [Fact]
    public async Task A_store_that_forgets_what_is_urgent_is_found() =>
        Assert.NotEmpty((await RunAsync(store => new PlantedStore(store, forgetsClass: true))).Broken);

    [Fact]
    public async Task A_store_that_takes_the_longest_overdue_first_is_found() =>
        Assert.NotEmpty((await RunAsync(store => new PlantedStore(store, forgetsClass: false))).Broken);

    private static async Task<(ConcurrentBag<string> Broken, int Preferred)> RunAsync(Func<IStore, IStore>? planted)
    {
        var seeds = int.TryParse(Environment.GetEnvironmentVariable("ROLLOUTS_SEEDS"), out var asked) ? asked : Usual;
        var broken = new ConcurrentBag<string>();
        var preferred = 0;
        await Parallel.ForAsync(
            0,
            seeds,
            async (seed, _) =>
            {
                using var simulation = new OverloadSimulation(seed, planted);
                if (await simulation.RunAsync() is { } law)
                {
                    broken.Add($"seed {seed}: {law}");
                }

                Interlocked.Add(ref preferred, simulation.Preferred);
            }
        );
        return (broken, preferred);
    }
}
