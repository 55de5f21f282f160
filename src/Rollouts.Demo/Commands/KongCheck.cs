using Rollouts.Demo.Stages;

namespace Rollouts.Demo.Commands;

/// <summary>
/// Runs a good and a bad release through Kong, judged by CloudWatch. They run one after the other, since both are of
/// one service.
/// </summary>
internal static class KongCheck
{
    private const string Service = "carts";

    /// <summary>Returns the deviations from the expected ends; empty if there are none.</summary>
    public static async Task<List<string>> PlayAsync(Stage stage, TextWriter output, CancellationToken cancellation)
    {
        List<string> wrong = [];
        wrong.AddRange(await PlayAsync(stage, new("2.0.1", 0.05, "RolledBack", 0), output, cancellation));
        wrong.AddRange(await PlayAsync(stage, new("2.0.2", 0, "Succeeded", 100), output, cancellation));
        return wrong;
    }

    private static async Task<List<string>> PlayAsync(
        Stage stage,
        Release release,
        TextWriter output,
        CancellationToken cancellation
    )
    {
        await stage.Shop.TurnIdleAsync(Service, release.ErrorRate, cancellation);
        var (client, why) = (stage.Client, $"to see it end as {release.End}");
        var started = await client.StartAsync(Service, "staging", release.Version, why, cancellation);
        List<string> wrong = [];
        if (await CheckCommand.EndAsync(client, started, release.End, output, cancellation) is { } complaint)
        {
            wrong.Add(complaint);
        }

        var weight = (await stage.Shop.StateAsync(cancellation)).Weights[$"{Service}-v2"];
        await output.WriteLineAsync($"At Kong: {Service}-v2 {weight}");
        if (weight != release.Weight)
        {
            wrong.Add($"the traffic is not where {Service} {release.Version} says");
        }

        return wrong;
    }

    /// <param name="Weight">The candidate's weight at the end.</param>
    private sealed record Release(string Version, double ErrorRate, string End, int Weight);
}
