using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Domain.Alarms;
using Rollouts.Storage;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Streams;

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

        Assert.Equal(["alarm.rang.v1", "alarm.cleared.v1", "alarm.rang.v1"], await EventsAsync("alarms/am"));
    }

    [Fact]
    public async Task An_alert_that_fires_again_with_the_same_start_takes_a_rollout_back()
    {
        var named = await StartAsync("shop", "checkout");
        await PushAsync("firing", "2026-11-21T21:40:00Z");
        await PushAsync("resolved", "2026-11-21T21:40:00Z", "2026-11-21T21:42:00Z");
        await PushAsync("firing", "2026-11-21T21:40:00Z");

        Assert.Equal(["alarm.rang.v1", "alarm.cleared.v1", "alarm.rang.v1"], await EventsAsync("alarms/am"));
        Assert.Equal(2, (await EventsAsync($"rollout/{named}")).Count(happened => happened == "rollout.alarm-rang.v1"));
    }

    [Fact]
    public async Task A_thousand_alerts_that_no_plan_names_keep_no_named_one_from_being_heard()
    {
        var named = await StartAsync("shop", "checkout");
        var others = Enumerable.Range(0, AlarmState.Most).Select(i => Alert("firing", $"Other{i}")).ToArray();
        Assert.Equal(HttpStatusCode.OK, await SendAsync(others));

        Assert.Equal(HttpStatusCode.OK, await SendAsync([others[0]]));
        Assert.Equal(
            HttpStatusCode.ServiceUnavailable,
            await SendAsync([Alert("firing", "OneMore"), Alert("firing", "Down"), others[1]])
        );
        Assert.Contains("rollout.alarm-rang.v1", await EventsAsync($"rollout/{named}"));

        Assert.Equal(HttpStatusCode.OK, await SendAsync([Alert("firing", "Down"), others[1]]));
        Assert.Equal(HttpStatusCode.OK, await SendAsync([Alert("resolved", "Down")]));
        Assert.Contains("rollout.alarm-cleared.v1", await EventsAsync($"rollout/{named}"));
    }

    [Fact]
    public async Task Guesses_are_counted_and_the_sender_is_heard_beside_them()
    {
        List<HttpStatusCode> answers = [];
        for (var i = 0; i < 100 && !answers.Contains(HttpStatusCode.TooManyRequests); i++)
        {
            answers.Add(await SendAsync([], $"Bearer wrong{i}", i % 2 == 0 ? "am" : "nobody"));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, answers[0]);
        Assert.Equal(HttpStatusCode.NotFound, answers[1]);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
        Assert.Equal(HttpStatusCode.OK, await SendAsync([Alert("firing", "Down")]));
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

    private async Task PushAsync(string status, string startsAt, string endsAt = "0001-01-01T00:00:00Z") =>
        Assert.Equal(HttpStatusCode.OK, await SendAsync([Alert(status, "Down", startsAt, endsAt)]));

    private static object Alert(
        string status,
        string alertname,
        string startsAt = "2026-11-21T10:00:00Z",
        string endsAt = "0001-01-01T00:00:00Z"
    ) =>
        new
        {
            status,
            labels = new { alertname },
            fingerprint = "f",
            startsAt,
            endsAt,
        };

    private async Task<HttpStatusCode> SendAsync(
        object[] alerts,
        string authorization = "Bearer right",
        string sender = "am"
    )
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Address}/alarms/{sender}");
        request.Headers.Add("Authorization", authorization);
        request.Content = new StringContent(JsonSerializer.Serialize(new { alerts }));
        using var response = await client.SendAsync(request);
        return response.StatusCode;
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
