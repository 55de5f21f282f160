using Rollouts.Servers;

namespace Rollouts.Api.Tests.Chat;

/// <summary>Releases by e-mail: a message when a person is needed, and one at the end.</summary>
public sealed class EmailTests : ChatTest
{
    private MailServer _server = null!;

    protected override string Connections =>
        base.Connections
        + $$"""
              mail:
                email:
                  server: 127.0.0.1:{{_server.Port}}
                  security: none
                  from: rollouts@example.com
                  lists: { releases: [ana@example.com] }
                  dashboard: {{Listen}}

            """;

    public override async Task InitializeAsync()
    {
        _server = await MailServer.StartAsync();
        await base.InitializeAsync();
        Change = plan => plan.Replace("tell: { slack: '#releases' }", "tell: { email: releases }");
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_release_is_told_when_it_waits_and_when_it_has_ended_and_not_in_between()
    {
        var id = await StartAsync();
        await ToldAsync("It waits for approval.");
        var asked = Assert.Single(_server.Mails);
        Assert.Contains($"{Listen}/dashboard/rollouts/{id}", (string)asked["text"]!, StringComparison.Ordinal);
        Assert.Contains("0 of 1 approvals", (string)asked["text"]!, StringComparison.Ordinal);

        (await Administrator.PostAsync($"rollouts/{id}/rollback", new { reason = "no" })).Is(200);
        await ToldAsync("It was rolled back.");
        Assert.Equal(2, _server.Mails.Count);
    }

    [Fact]
    public async Task An_outage_of_the_mail_server_delays_no_decision_and_loses_no_message()
    {
        await _server.DisposeAsync();
        var id = await StartAsync();
        // A rollout that has not begun would be cancelled instead.
        await IsAsync(id, "Running");
        (await Administrator.PostAsync($"rollouts/{id}/rollback", new { reason = "no" })).Is(200);
        await IsAsync(id, "RolledBack");
        _server = await MailServer.StartAsync(port: _server.Port);
        await ToldAsync("It was rolled back.");
    }

    private Task ToldAsync(string text) =>
        Eventually.IsAsync(
            () => _server.Mails.Any(mail => ((string)mail["subject"]!).EndsWith(text, StringComparison.Ordinal)),
            $"a message says '{text}'",
            Patience
        );
}
