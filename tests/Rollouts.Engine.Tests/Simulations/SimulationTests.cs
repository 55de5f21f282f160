using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit.Abstractions;

namespace Rollouts.Engine.Tests.Simulations;

/// <summary>
/// Small worlds in which everything goes wrong that can, as many as there is time for. ROLLOUTS_SEEDS asks for more,
/// ROLLOUTS_SEED for one of them with its story.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Usual = 10_000;

    /// <summary>What a build has for it; whoever asks for more seeds has more time.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(100);

    [Fact]
    public async Task Every_rule_holds_whatever_goes_wrong()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("ROLLOUTS_SEED"), out var one))
        {
            await TellAsync(one);
            return;
        }

        var isAsked = int.TryParse(Environment.GetEnvironmentVariable("ROLLOUTS_SEEDS"), out var seeds);
        var began = Stopwatch.GetTimestamp();
        var (next, run) = (-1, 0);
        var broken = new ConcurrentDictionary<int, string>();
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(PlayAsync)));
        Assert.True(
            broken.IsEmpty,
            string.Join('\n', broken.OrderBy(one => one.Key).Select(one => $"seed {one.Key}: {one.Value}"))
        );
        output.WriteLine($"{run} seeds");

        async Task PlayAsync()
        {
            while (
                Interlocked.Increment(ref next) is var seed
                && seed < (isAsked ? seeds : Usual)
                && (isAsked || Stopwatch.GetElapsedTime(began) < Longest)
                && broken.IsEmpty
            )
            {
                using var simulation = new Simulation(seed);
                if (await simulation.RunAsync() is { } law)
                {
                    broken[seed] = law;
                }

                Interlocked.Increment(ref run);
            }
        }
    }

    private async Task TellAsync(int seed)
    {
        using var simulation = new Simulation(seed, isTold: true);
        var broken = await simulation.RunAsync();
        output.WriteLine(string.Join('\n', simulation.Story));
        Assert.Null(broken);
    }
}
