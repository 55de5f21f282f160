using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Sandbox.Aws;

namespace Rollouts.Sandbox.CloudWatch;

/// <summary>The JSON protocol of CloudWatch: signed calls of GetMetricData and DescribeAlarms.</summary>
internal static class CloudWatchEndpoint
{
    private const string Operations = "GraniteServiceVersion20100801.";

    public static void MapCloudWatch(
        this IEndpointRouteBuilder endpoints,
        MetricStore store,
        CloudWatchRules rules,
        string path = "/"
    ) => endpoints.MapPost(path, (Delegate)((HttpContext context) => AnswerAsync(context, store, rules)));

    private static async Task<IResult> AnswerAsync(HttpContext context, MetricStore store, CloudWatchRules rules)
    {
        var signed = await SignedRequest.ReadAsync(context);
        if (
            new SignatureCheck("monitoring", rules.Region, rules.Keys, TimeProvider.System).Check(signed) is { } refusal
        )
        {
            return Error(context, refusal.Status, refusal.Code, refusal.Message);
        }

        if (rules.Throttled > 0)
        {
            rules.Throttled--;
            return Error(context, 400, "Throttling", "Rate exceeded");
        }

        try
        {
            var body = JsonNode.Parse(signed.Body) as JsonObject ?? [];
            return context.Request.Headers["X-Amz-Target"].ToString() switch
            {
                Operations + "GetMetricData" => new MetricDataCall(store, rules).Answer(context, body),
                Operations + "DescribeAlarms" => AlarmsCall.Answer(context, store, rules, body),
                _ => Error(context, 400, "UnknownOperationException", ""),
            };
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException or InvalidOperationException)
        {
            return Error(context, 400, "ValidationError", wrong.Message);
        }
    }

    public static IResult Error(HttpContext context, int status, string code, string message)
    {
        context.Response.Headers["x-amzn-query-error"] = $"{code};Sender";
        return Results.Json(
            new JsonObject { ["__type"] = $"GraniteServiceVersion20100801#{code}", ["Message"] = message },
            contentType: "application/x-amz-json-1.0",
            statusCode: status
        );
    }
}
