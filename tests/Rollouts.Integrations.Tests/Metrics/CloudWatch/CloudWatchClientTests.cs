using System.Text.Json;

namespace Rollouts.Integrations.Tests.Metrics.CloudWatch;

/// <summary>The official client talks to the sandbox's CloudWatch, and finds what it expects of the real one.</summary>
public sealed class CloudWatchClientTests
{
    private const string Metrics = """
        "StartTime":"2026-11-21T10:00:00Z","EndTime":"2026-11-21T10:10:00Z","ScanBy":"TimestampAscending",
        "MetricDataQueries":[{"Id":"m1","MetricStat":{"Metric":{"Namespace":"Shop","MetricName":"RequestCount",
        "Dimensions":[{"Name":"Version","Value":"green"}]},"Period":60,"Stat":"Sum"}},
        {"Id":"e1","Expression":"m1 / 2","Period":60}]
        """;

    [Fact]
    public async Task Is_understood_by_the_official_client()
    {
        await using var peer = await CloudWatchPeer.StartAsync();
        for (var minute = 0; minute < 10; minute++)
        {
            Asked.Put(peer, "RequestCount", "green", minute);
            peer.Pass(TimeSpan.FromMinutes(1));
        }

        peer.Store.Alarms["checkout-5xx"] = "ALARM";
        peer.Store.Alarms["checkout"] = "OK";
        peer.Store.Composite["checkout"] = true;
        var whole = await AskAsync(peer, Call("GetMetricData", Metrics));
        Assert.Equal("Complete", Result(whole[0], 0).GetProperty("StatusCode").GetString());
        Assert.Equal(Enumerable.Range(0, 10).Select(i => i / 2.0), Values(Result(whole[0], 1)));
        Assert.Equal("2026-11-21T10:00:00.000Z", Result(whole[0], 0).GetProperty("Timestamps")[0].GetString());

        peer.Rules.PageSize = 6;
        var paged = (await AskAsync(peer, Call("GetMetricDataInPages", Metrics)))[0];
        Assert.Equal(4, paged.GetProperty("pages").GetInt32());
        Assert.Equal(10, paged.GetProperty("values").GetProperty("m1").GetArrayLength());
        peer.Rules.PageSize = 100_800;

        peer.Rules.Statuses["RequestCount"] = "PartialData";
        var partly = await AskAsync(peer, Call("GetMetricData", Metrics));
        Assert.Equal("PartialData", Result(partly[0], 0).GetProperty("StatusCode").GetString());

        var alarms = await AskAsync(
            peer,
            Call("DescribeAlarms", """ "AlarmNames":["checkout-5xx","checkout"] """),
            Call("DescribeAlarms", """ "AlarmNames":["checkout"],"AlarmTypes":["CompositeAlarm"] """)
        );
        Assert.Equal("ALARM", alarms[0].GetProperty("MetricAlarms")[0].GetProperty("StateValue").GetString());
        Assert.Equal(0, alarms[0].GetProperty("CompositeAlarms").GetArrayLength());
        Assert.Equal("checkout", alarms[1].GetProperty("CompositeAlarms")[0].GetProperty("AlarmName").GetString());
    }

    [Fact]
    public async Task Fails_as_the_official_client_knows_it()
    {
        await using var peer = await CloudWatchPeer.StartAsync();
        peer.Rules.Throttled = 1;

        var answers = await AskAsync(
            peer,
            Call("GetMetricData", Metrics),
            Call("GetMetricData", Metrics.Replace("m1 / 2", "m1 /", StringComparison.Ordinal)),
            Call("GetMetricData", Metrics.Replace("\"m1\",\"Metric", "\"M1\",\"Metric", StringComparison.Ordinal)),
            Call("GetMetricData", Metrics, "wrong")
        );

        Assert.Equal(
            ["Throttling", "ValidationException", "ValidationException", "InvalidSignatureException"],
            answers.Select(answer => answer.GetProperty("error").GetString())
        );

        Assert.Contains(
            "Error in expression 'e1'",
            answers[1].GetProperty("message").GetString(),
            StringComparison.Ordinal
        );

        // Throttling is a reason for it to try again, and nothing else is.
        peer.Rules.Throttled = 2;
        var retried = await AskAsync(peer, Call("GetMetricData", Metrics, attempts: 4));
        Assert.Equal(3, retried[0].GetProperty("attempts").GetInt32());
    }

    private static string Call(string call, string input, string secret = "right", int attempts = 1) =>
        $$"""{"call":"{{call}}","secret":"{{secret}}","attempts":{{attempts}},"input":{ {{input.ReplaceLineEndings("")}} } }""";

    private static async Task<JsonElement[]> AskAsync(CloudWatchPeer peer, params string[] calls) =>
        [
            .. (
                await NodeClient.RunAsync("cloudwatch.mjs", calls, peer.Address.ToString(), CloudWatchPeer.Region)
            ).Select(line => JsonDocument.Parse(line).RootElement),
        ];

    private static JsonElement Result(JsonElement answer, int at) =>
        answer.TryGetProperty("MetricDataResults", out var results)
            ? results[at]
            : throw new InvalidOperationException(answer.ToString());

    private static IEnumerable<double> Values(JsonElement result) =>
        result.GetProperty("Values").EnumerateArray().Select(value => value.GetDouble());
}
