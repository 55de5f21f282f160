using System.Collections.Concurrent;
using Xunit.Abstractions;

namespace Rollouts.Engine.Tests.Simulations;

/// <summary>Two services that want one route, with everything that can go wrong.</summary>
public sealed class RivalSimulationTests(ITestOutputHelper output)
{
    private const int Usual = 100;

    [Fact]
    public async Task No_route_is_written_by_a_service_that_does_not_own_it()
    {
        var seeds = int.TryParse(Environment.GetEnvironmentVariable("ROLLOUTS_SEEDS"), out var asked) ? asked : Usual;
        var broken = new ConcurrentBag<(int Seed, string Law)>();
        var (writes, refused, freed, fought) = (0, 0, 0, 0);
        await Parallel.ForAsync(
            0,
            seeds,
            async (seed, _) =>
            {
                using var simulation = new RivalSimulation(seed);
                if (await simulation.RunAsync() is { } law)
                {
                    broken.Add((seed, law));
                }

                Interlocked.Add(ref writes, simulation.Writes);
                Interlocked.Add(ref refused, simulation.Refused);
                Interlocked.Add(ref freed, simulation.Freed);
                Interlocked.Add(ref fought, simulation.IsFought ? 1 : 0);
            }
        );

        output.WriteLine($"{seeds} seeds: {writes} writes, {refused} refusals, {freed} freed, both began in {fought}");
        Assert.True(
            broken.IsEmpty,
            string.Join('\n', broken.OrderBy(one => one.Seed).Take(5).Select(one => $"seed {one.Seed}: {one.Law}"))
        );

        // A world in which nothing is fought for shows nothing.
        Assert.All([writes, refused, freed, fought], count => Assert.True(count > 0));
    }
}
