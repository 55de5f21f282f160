using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Streams;

namespace Rollouts.Api.Tests.Alarms;

/// <summary>Alarms that reach the API, which shares its process with the worker.</summary>
public sealed class PushedAlarmTests : ApiTest
{
    protected override string Connections =>
        $$"""
              am:
                alertmanager: { bearer: { file: '{{Folder.Write("token", "right")}}' } }
            """;

    [Fact]
    public async Task A_rollout_of_another_build_does_not_keep_an_alarm_from_another_rollout()
    {
        var named = await StartAsync("shop", "checkout");
        var unreadable = await StartAsync("search", "search");
        await AppendOfAnotherBuildAsync($"rollout/{unreadable}");

        await PushAsync("firing", "2026-11-21T10:00:00Z");

        Assert.Contains("rollout.alarm-rang.v1", await EventsAsync($"rollout/{named}"));
        (await Administrator.GetAsync($"rollouts/{unreadable}")).IsRefused(503, "stream.unreadable");
    }

    [Fact]
    public async Task A_message_that_is_dated_ahead_silences_no_later_one()
    {
        await PushAsync("firing", "2026-11-21T10:00:00Z");
        await PushAsync("resolved", "2026-11-21T10:00:00Z", "9999-12-31T00:00:00Z");
        await PushAsync("firing", "9999-12-30T00:00:00Z");

        Assert.Equal(["alarm.rang.v1", "alarm.ceased.v1", "alarm.rang.v1"], await EventsAsync("alarms/am"));
    }

    private async Task<string> StartAsync(string service, string route)
    {
        var plan =
            Releases
                .Plan.Replace("service: shop", $"service: {service}", StringComparison.Ordinal)
                .Replace(
                    "virtualRouter: checkout, route: checkout",
                    $"virtualRouter: {route}, route: {route}",
                    StringComparison.Ordinal
                )
                .Replace("checkout-v", $"{route}-v", StringComparison.Ordinal) + "rollBackOn: { alerts: [Down] }\n";
        var started = await Administrator.PostAsync(
            "rollouts",
            new
            {
                service,
                environment = "staging",
                version = "v2",
                reason = "a test",
                plan,
            }
        );
        return started.Is(201).Json.GetProperty("id").GetString()!;
    }

    private async Task PushAsync(string status, string startsAt, string endsAt = "0001-01-01T00:00:00Z")
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Address}/alarms/am");
        request.Headers.Add("Authorization", "Bearer right");
        request.Content = new StringContent(
            JsonSerializer.Serialize(
                new
                {
                    alerts = new[]
                    {
                        new
                        {
                            status,
                            labels = new { alertname = "Down" },
                            fingerprint = "f",
                            startsAt,
                            endsAt,
                        },
                    },
                }
            )
        );
        using var response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private async Task<IEnumerable<string>> EventsAsync(string stream) =>
        (await Trail.ReadAsync(Host, stream)).Select(entry => entry.Event);

    private async Task AppendOfAnotherBuildAsync(string stream)
    {
        var last = (await Trail.ReadAsync(Host, stream))[^1];
        var record = last with { Version = last.Version + 1, Event = "rollout.of-another-build.v1", Data = "{}" };
        var write = new StreamWrite(new StreamName(stream), last.Version) { Entries = [record], State = "{}" };
        var outcomes = await Host
            .Services.GetRequiredService<IStore>()
            .Streams.CommitAsync([new Commit { Writes = [write] }], default);
        Assert.Equal([CommitOutcome.Written], outcomes);
    }
}
