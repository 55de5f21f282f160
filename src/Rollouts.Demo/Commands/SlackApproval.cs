using System.Text.Json.Nodes;
using Rollouts.Demo.Clients;
using Rollouts.Demo.Stages;

namespace Rollouts.Demo.Commands;

/// <summary>
/// Approves a release by a button of the sandbox's Slack: the first press is refused because the account is linked to
/// no person, the owner links it, and the second press counts.
/// </summary>
internal static class SlackApproval
{
    private const string User = "U0ANA";
    private const string Approve = "rollouts.approve";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public static async Task GiveAsync(
        Stage stage,
        RolloutSeen rollout,
        TextWriter output,
        CancellationToken cancellation
    )
    {
        using var slack = new SlackClient(stage.Sandbox.Endpoints["slack"]);
        var message = await FindAsync(
            slack,
            one => Blocks(one) is var text && text.Contains(rollout.Id) && text.Contains(Approve),
            $"{rollout.Service} never asked for its approval in Slack",
            cancellation
        );
        await PressAsync(slack, message, cancellation);
        var refused = await FindAsync(
            slack,
            one => (string?)one["onlyFor"] == User && Blocks(one).Contains("chat/link", StringComparison.Ordinal),
            "the press of an account that is linked to no person was not refused",
            cancellation
        );
        await LinkAsync(stage, refused, cancellation);
        await PressAsync(slack, message, cancellation);
        await FindAsync(
            slack,
            one => Blocks(one) is var text && text.Contains(rollout.Id) && !text.Contains(Approve),
            $"{rollout.Service} was not approved by the button",
            cancellation
        );
        await output.WriteLineAsync($"{rollout.Service} {rollout.Version} was approved by a button in Slack.");
    }

    private static async Task LinkAsync(Stage stage, JsonObject refused, CancellationToken cancellation)
    {
        using var browser = new OwnerBrowser();
        await browser.AgreeAsync(new Uri(DemoGreeting.LinkFor(stage)), cancellation);
        var address = refused["blocks"]!
            .AsArray()
            .SelectMany(block => block!["elements"] as JsonArray ?? [])
            .Select(button => (string?)button!["url"])
            .OfType<string>()
            .Single();
        var page = await browser.AgreeAsync(new Uri(address), cancellation, KeyValuePair.Create("mine", User));
        if (!page.Contains("is linked", StringComparison.Ordinal))
        {
            throw new DemoFailedException($"the account of Slack could not be linked: {page}");
        }
    }

    private static async Task PressAsync(SlackClient slack, JsonObject message, CancellationToken cancellation)
    {
        if (!await slack.PressAsync(User, message, Approve, cancellation))
        {
            throw new DemoFailedException("a press in Slack was not acknowledged within three seconds");
        }
    }

    private static async Task<JsonObject> FindAsync(
        SlackClient slack,
        Func<JsonObject, bool> fits,
        string otherwise,
        CancellationToken cancellation
    )
    {
        JsonObject? found = null;
        return await Wait.UntilAsync(
            async token => (found = await slack.FindAsync(fits, token)) is not null,
            Longest,
            cancellation
        )
            ? found!
            : throw new DemoFailedException(otherwise);
    }

    private static string Blocks(JsonObject message) => message["blocks"]?.ToJsonString() ?? "";
}
