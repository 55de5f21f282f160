using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Sandbox.CloudWatch;

/// <summary>DescribeAlarms, in pages.</summary>
internal static class AlarmsCall
{
    private const int MostAtOnce = 100;

    public static IResult Answer(HttpContext context, MetricStore store, CloudWatchRules rules, JsonObject request)
    {
        rules.Note("DescribeAlarms");
        var names = request["AlarmNames"]?.AsArray().Select(name => name!.GetValue<string>()).ToHashSet();
        if (names?.Count > MostAtOnce)
        {
            throw new FormatException($"AlarmNames must have at most {MostAtOnce} members");
        }

        var types = request["AlarmTypes"]?.AsArray().Select(type => type!.GetValue<string>()).ToHashSet();
        var state = request["StateValue"]?.GetValue<string>();
        var size = request["MaxRecords"]?.GetValue<int>() ?? 50;
        if (size is < 1 or > MostAtOnce)
        {
            throw new FormatException($"MaxRecords must be between 1 and {MostAtOnce}");
        }

        if (PageTokens.Read(request["NextToken"]?.GetValue<string>()) is not { } from)
        {
            return CloudWatchEndpoint.Error(context, 400, PageTokens.Code, "The next token is invalid");
        }

        var all = store
            .Alarms.Where(alarm =>
                names?.Contains(alarm.Key) != false
                && (state is null || alarm.Value == state)
                // As in CloudWatch, a request without types returns no composite alarms.
                && (
                    store.Composite.ContainsKey(alarm.Key)
                        ? types?.Contains("CompositeAlarm") == true
                        : types?.Contains("MetricAlarm") != false
                )
            )
            .OrderBy(alarm => alarm.Key, StringComparer.Ordinal)
            .ToList();
        var page = all.Skip(from).Take(size).ToList();
        JsonArray Of(bool isComposite) =>
            new([
                .. page.Where(alarm => store.Composite.ContainsKey(alarm.Key) == isComposite)
                    .Select(alarm => new JsonObject
                    {
                        ["AlarmName"] = alarm.Key,
                        ["AlarmArn"] = $"arn:aws:cloudwatch:{rules.Region}:123456789012:alarm:{alarm.Key}",
                        ["StateValue"] = alarm.Value,
                        ["StateReason"] = "Threshold Crossed",
                        ["StateUpdatedTimestamp"] = store.Now.ToUnixTimeSeconds(),
                    }),
            ]);
        var answer = new JsonObject
        {
            ["MetricAlarms"] = Of(isComposite: false),
            ["CompositeAlarms"] = Of(isComposite: true),
        };
        if (all.Count > from + size)
        {
            answer["NextToken"] = PageTokens.Of(from + size);
        }

        return Results.Json(answer, contentType: "application/x-amz-json-1.0");
    }
}
