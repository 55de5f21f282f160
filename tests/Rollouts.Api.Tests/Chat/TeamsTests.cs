using System.Text.Json.Nodes;

namespace Rollouts.Api.Tests.Chat;

/// <summary>Releases in Microsoft Teams: a message when a person is needed, and one at the end.</summary>
public sealed class TeamsTests : ChatTest
{
    private TeamsStub _teams = null!;

    protected override string Connections =>
        base.Connections
        + $$"""
              ms:
                teams:
                  channels: { releases: { file: {{Folder.Write("teams-releases", _teams.Address)}} } }
                  dashboard: {{Listen}}

            """;

    public override async Task InitializeAsync()
    {
        _teams = await TeamsStub.StartAsync();
        await base.InitializeAsync();
        Change = plan => plan.Replace("tell: { slack: '#releases' }", "tell: { teams: releases }");
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _teams.DisposeAsync();
    }

    [Fact]
    public async Task A_release_is_shown_when_it_waits_and_when_it_has_ended_and_not_in_between()
    {
        var id = await StartAsync();
        await ShowsAsync("It waits for approval.");
        var asked = Assert.Single(_teams.Cards);
        Assert.Equal($"{Listen}/dashboard/rollouts/{id}", (string?)asked["actions"]!.AsArray().Single()!["url"]);
        Assert.Contains("0 of 1 approvals", asked.ToJsonString(), StringComparison.Ordinal);

        (await Administrator.PostAsync($"rollouts/{id}/rollback", new { reason = "no" })).Is(200);
        await ShowsAsync("It was rolled back.");
        Assert.Equal(2, _teams.Cards.Count);
    }

    [Fact]
    public async Task An_outage_of_teams_delays_no_decision_and_loses_no_message()
    {
        _teams.Status = 503;
        var id = await StartAsync();
        // A rollout that has not begun would be cancelled instead.
        await IsAsync(id, "Running");
        (await Administrator.PostAsync($"rollouts/{id}/rollback", new { reason = "no" })).Is(200);
        await IsAsync(id, "RolledBack");
        Assert.Empty(_teams.Cards);
        _teams.Status = 202;
        await ShowsAsync("It was rolled back.");
    }

    private Task ShowsAsync(string text) =>
        Eventually.IsAsync(
            () => _teams.Cards.Any(card => Texts(card).Contains(text)),
            $"a card says '{text}'",
            Patience
        );

    private static IEnumerable<string> Texts(JsonObject card) =>
        card["body"]!.AsArray().SelectMany(block => block!["inlines"]!.AsArray()).Select(run => (string)run!["text"]!);
}
