using Rollouts.Demo.Clients;
using Rollouts.Demo.Stages;

namespace Rollouts.Demo.Commands;

/// <summary>
/// Approves a release ahead, while all that is seen is healthy. The approval does not count when its step is entered,
/// because nothing has been judged at the new weight, and the owner is asked again.
/// </summary>
internal static class ApprovalAhead
{
    private const string Service = "checkout";

    /// <summary>The step of examples/sandbox-approval.yaml that asks.</summary>
    private const string Step = "0.4";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Returns the deviation from the expected end, or null.</summary>
    public static async Task<string?> PlayAsync(Stage stage, TextWriter output, CancellationToken cancellation)
    {
        var client = stage.Client;
        await client.SubmitAsync(StageFiles.Read(StageFiles.Approval), cancellation);
        await stage.Shop.TurnIdleAsync(Service, 0, cancellation);
        var rollout = await client.StartAsync(Service, "staging", "2.1.0", "to be approved ahead", cancellation);
        await UntilAsync(
            async token => (await client.RolloutAsync(rollout.Id, token)).IsHealthy,
            $"{Service} never was healthy",
            cancellation
        );

        using var browser = new OwnerBrowser();
        await browser.AgreeAsync(new Uri(DemoGreeting.LinkFor(stage)), cancellation);
        var page = new Uri(stage.Api.Address, $"dashboard/rollouts/{rollout.Id}");
        var action = $"/dashboard/rollouts/{rollout.Id}/approve";
        await browser.SubmitAsync(
            page,
            action,
            cancellation,
            KeyValuePair.Create("step", Step),
            KeyValuePair.Create("reason", "healthy at a fifth of the traffic")
        );
        await output.WriteLineAsync($"{Service} 2.1.0 was approved ahead, for step {Step}.");
        await UntilAsync(
            async token =>
                (await client.EventsAsync(rollout.Id, 0, token)).Any(one =>
                    one.Entry.Event.StartsWith("rollout.approval-voided.", StringComparison.Ordinal)
                ),
            "the approval that was given ahead was not voided",
            cancellation
        );
        await output.WriteLineAsync(
            "The approval does not count: nothing has been judged at 50% yet. It is asked again."
        );
        await browser.SubmitAsync(
            page,
            action,
            cancellation,
            KeyValuePair.Create("reason", "now I have seen it at 50%")
        );
        return await CheckCommand.EndAsync(client, rollout, "Succeeded", output, cancellation);
    }

    private static async Task UntilAsync(
        Func<CancellationToken, Task<bool>> condition,
        string otherwise,
        CancellationToken cancellation
    )
    {
        if (!await Wait.UntilAsync(condition, Longest, cancellation))
        {
            throw new DemoFailedException(otherwise);
        }
    }
}
