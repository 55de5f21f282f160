using Rollouts.Demo.Stages;

namespace Rollouts.Bench.Sandbox;

/// <summary>One bad release, from outside.</summary>
/// <param name="Took">From the first failing request to weight 0 at the mesh.</param>
/// <param name="Failed">How many requests failed in all.</param>
internal sealed record WayBack(TimeSpan Took, long Failed)
{
    private const string Service = "checkout";
    private const string Candidate = "checkout-v2";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);

    public static async Task<WayBack> MeasureAsync(Stage stage, double errorRate)
    {
        var before = (await stage.Shop.StateAsync(default)).FailedOf(Candidate);
        await stage.Shop.TurnIdleAsync(Service, errorRate, default);
        var version = $"2.0.0-{Guid.NewGuid():N}";
        var release = await stage.Client.StartAsync(Service, "staging", version, "a bench", default);

        await UntilAsync(stage, state => state.FailedOf(Candidate) > before);
        var began = TimeProvider.System.GetTimestamp();
        await UntilAsync(stage, state => state.Weights[Candidate] == 0);
        var took = TimeProvider.System.GetElapsedTime(began);

        while (!(await stage.Client.RolloutAsync(release.Id, default)).HasEnded)
        {
            await Task.Delay(Beat);
        }

        return new WayBack(took, (await stage.Shop.StateAsync(default)).FailedOf(Candidate) - before);
    }

    private static async Task UntilAsync(Stage stage, Func<Demo.Clients.SandboxSeen, bool> condition)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!condition(await stage.Shop.StateAsync(default)))
        {
            if (TimeProvider.System.GetElapsedTime(began) > Longest)
            {
                throw new TimeoutException("the release is still out");
            }

            await Task.Delay(Beat);
        }
    }
}
