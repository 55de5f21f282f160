using Rollouts.Demo.Stages;

namespace Rollouts.Demo.Commands;

/// <summary>
/// Runs a bad and a good release through an Application Load Balancer whose clients are sticky, judged by CloudWatch.
/// After the rollback no client may be left at the candidate.
/// </summary>
internal static class AlbCheck
{
    private const string Service = "payments";
    private const string Stable = Service + "-v1";
    private const string Candidate = Service + "-v2";

    /// <summary>Returns the deviations from the expected ends; empty if there are none.</summary>
    public static async Task<List<string>> PlayAsync(Stage stage, TextWriter output, CancellationToken cancellation)
    {
        List<string> wrong = [];
        await using (var browsers = new StickyBrowsers(new Uri(stage.Sandbox.Front, Service)))
        {
            wrong.AddRange(await PlayAsync(stage, new("2.0.1", 0.05, "RolledBack", 0), output, cancellation));
            var again = await browsers.AskAgainAsync(Candidate, cancellation);
            await output.WriteLineAsync(
                $"Customers with a cookie for {Candidate}, after the rollback: "
                    + string.Join(", ", again.Select(one => $"{one.Value} at {one.Key}"))
            );
            if (!again.Keys.SequenceEqual([Stable]))
            {
                wrong.Add($"sticky customers are not at {Stable} after the rollback");
            }
        }

        if (await stage.Client.IsStillServingAsync(Service, "staging", cancellation))
        {
            wrong.Add($"requests still reach {Candidate} after the rollback");
        }

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

        var weights = (await stage.Shop.StateAsync(cancellation)).Weights;
        var (stable, candidate) = (weights[Stable], weights[Candidate]);
        await output.WriteLineAsync($"At the load balancer: {Stable} {stable}, {Candidate} {candidate}");
        if (candidate * 100 != release.Percent * (stable + candidate))
        {
            wrong.Add($"the traffic is not where {Service} {release.Version} says");
        }

        return wrong;
    }

    /// <param name="Percent">The candidate's share at the end.</param>
    private sealed record Release(string Version, double ErrorRate, string End, int Percent);
}
