using System.CommandLine;
using Rollouts.Demo.Clients;
using Rollouts.Demo.Stages;
using Rollouts.Demo.Timelines;

namespace Rollouts.Demo.Commands;

/// <summary>Runs a good and a bad release on free ports. Fails unless both end as expected.</summary>
internal static class CheckCommand
{
    private const string AppMesh = "appMesh";
    private const string Kong = "kong";
    private const string Alb = "alb";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private static readonly Option<string> Through = new Option<string>("--through")
    {
        Description = "The router that shifts the traffic. With all but App Mesh it is CloudWatch that judges.",
        DefaultValueFactory = _ => AppMesh,
    }.AcceptOnlyFromAmong(AppMesh, Kong, Alb);

    public static Command Create()
    {
        var command = new Command(
            "check",
            "Play a good and a bad release by itself. Exits 0 when both end as they should."
        )
        {
            Through,
        };
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(parsed.GetValue(Through)!, parsed.InvocationConfiguration.Output, cancellation)
        );
        return command;
    }

    private static async Task RunAsync(string through, TextWriter output, CancellationToken cancellation)
    {
        var began = TimeProvider.System.GetTimestamp();
        await using var stage = await Stage.StartAsync(new StageSettings(), cancellation);
        var took = TimeProvider.System.GetElapsedTime(began);
        await output.WriteLineAsync($"Ready {took.TotalSeconds:0.0} s after the start. Two releases go out now.");

        var wrong = through switch
        {
            Kong => await KongCheck.PlayAsync(stage, output, cancellation),
            Alb => await AlbCheck.PlayAsync(stage, output, cancellation),
            _ => await PlayAsync(stage, output, cancellation),
        };
        if (wrong.Count > 0)
        {
            throw new DemoFailedException(string.Join('\n', wrong));
        }

        await output.WriteLineAsync("The good releases are out, the bad one is back.");
    }

    private static async Task<List<string>> PlayAsync(Stage stage, TextWriter output, CancellationToken cancellation)
    {
        var client = stage.Client;
        await stage.Shop.TurnIdleAsync("checkout", 0.05, cancellation);
        var bad = await client.StartAsync(
            "checkout",
            "staging",
            "2.0.1",
            "a bad one, to see it come back",
            cancellation
        );
        var good = await client.StartAsync("search", "staging", "5.0.0", "a good one, to see it go out", cancellation);
        await SlackApproval.GiveAsync(stage, good, output, cancellation);

        var ends = await Task.WhenAll(
            EndAsync(client, bad, "RolledBack", output, cancellation),
            EndAsync(client, good, "Succeeded", output, cancellation)
        );
        var weights = (await stage.Shop.StateAsync(cancellation)).Weights;
        await output.WriteLineAsync($"At the mesh: {string.Join(", ", weights.Select(w => $"{w.Key} {w.Value}"))}");
        List<string> wrong = [.. ends.OfType<string>()];
        if ((weights["checkout-v2"], weights["search-v2"]) != (0, 100))
        {
            wrong.Add("the traffic is not where the releases say");
        }

        if (await ApprovalAhead.PlayAsync(stage, output, cancellation) is { } deviation)
        {
            wrong.Add(deviation);
        }

        return wrong;
    }

    /// <summary>
    /// Prints the timeline once the rollout has ended. Returns the deviation from the expected end, or null.
    /// </summary>
    public static async Task<string?> EndAsync(
        DemoApiClient client,
        RolloutSeen rollout,
        string expected,
        TextWriter output,
        CancellationToken cancellation
    )
    {
        RolloutSeen seen = rollout;
        var hasEnded = await Wait.UntilAsync(
            async token => (seen = await client.RolloutAsync(rollout.Id, token)).HasEnded,
            Longest,
            cancellation
        );
        var reader = new TimelineReader(client, rollout.Id);
        var story = string.Join(Environment.NewLine, await reader.MoreAsync(cancellation));
        await output.WriteLineAsync(
            $"""

            {seen.Service} {seen.Version}: {seen.Status}
            {story}

            """
        );
        return !hasEnded ? $"{seen.Service} {seen.Version} has not ended"
            : seen.Status != expected ? $"{seen.Service} {seen.Version} is {seen.Status}, and not {expected}"
            : !reader.IsWhole ? $"the records of {seen.Service} {seen.Version} are not as they were written"
            : null;
    }
}
