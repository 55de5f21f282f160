using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Rollouts.Sandbox.Front;
using static Rollouts.Sandbox.LoadBalancers.ElbAccount;

namespace Rollouts.Sandbox.LoadBalancers;

/// <summary>Reads the rules of a listener as a load balancer does, for the customers of one service.</summary>
internal static class ListenerTable
{
    private const RegexOptions Plain =
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline;

    public static FrontTable Of(ElbAccount account, string listener, string service) =>
        new([
            .. account
                .RulesOf(listener)
                .Select(rule => new FrontRule(Matches(rule, service), WeightsOf(account, rule["Actions"]), Mirrors: [])
                {
                    Stickiness = ActionRules.StickinessOf(rule["Actions"]),
                }),
        ]);

    /// <summary>A Network Load Balancer decides once for each connection.</summary>
    public static FrontTable OfNetwork(ElbAccount account, string listener) =>
        new([
            new FrontRule([], WeightsOf(account, account.Listener(listener)!["DefaultActions"]), [])
            {
                IsPerConnection = true,
            },
        ]);

    public static IReadOnlyList<NodeWeight> WeightsOf(ElbAccount account, JsonNode? actions) =>
        [
            .. ActionRules
                .Groups(actions)
                .Select(group => new NodeWeight(TextOf(account.Group(group.Arn), "TargetGroupName"), group.Weight)),
        ];

    /// <summary>The host of a service's customers.</summary>
    public static string HostOf(string service) => $"{service}.sandbox.test";

    private static IReadOnlyList<IReadOnlyList<Func<HttpRequest, string, bool>>> Matches(
        JsonObject rule,
        string service
    )
    {
        var conditions = rule["Conditions"]!.AsArray().OfType<JsonObject>().ToList();
        return conditions.Count == 0
            ? []
            :
            [
                [.. conditions.Select(condition => Holds(condition, service))],
            ];
    }

    private static Func<HttpRequest, string, bool> Holds(JsonObject condition, string service)
    {
        var config = ConditionRules.ConfigOf(condition);
        var values = ConditionRules.ValuesOf(condition).ToList();
        bool Any(string? text, bool ignoresCase) =>
            text is not null
            && values.Any(value => Fits(value.Value?.ToString() ?? "", value.IsExpression, text, ignoresCase));

        switch (TextOf(condition, "Field"))
        {
            case "host-header":
                return (_, _) => Any(HostOf(service), ignoresCase: true);
            case "path-pattern":
                return (_, path) => Any(path, ignoresCase: false);
            case "http-request-method":
                return (request, _) => Any(request.Method, ignoresCase: false);
            case "http-header":
                var name = TextOf(config, "HttpHeaderName");
                return (request, _) => request.Headers[name].Any(sent => Any(sent, ignoresCase: true));
            case "query-string":
                return (request, _) =>
                    values.Any(value =>
                        request.Query.Any(pair =>
                            (
                                TextOf(value.Value, "Key") is { Length: 0 }
                                || Fits(TextOf(value.Value, "Key"), false, pair.Key, true)
                            ) && pair.Value.Any(sent => Fits(TextOf(value.Value, "Value"), false, sent ?? "", true))
                        )
                    );
            case "source-ip":
                return (request, _) =>
                    request.HttpContext.Connection.RemoteIpAddress is { } from
                    && values.Any(value =>
                        IPNetwork.TryParse(value.Value?.ToString() ?? "", out var net) && net.Contains(from)
                    );
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static bool Fits(string pattern, bool isExpression, string text, bool ignoresCase)
    {
        var regex = isExpression
            ? pattern
            : "^"
                + Regex
                    .Escape(pattern)
                    .Replace("\\*", ".*", StringComparison.Ordinal)
                    .Replace("\\?", ".", StringComparison.Ordinal)
                + "\\z";
        return ignoresCase && !isExpression
            ? new Regex(regex, Plain | RegexOptions.IgnoreCase).IsMatch(text)
            : new Regex(regex, Plain).IsMatch(text);
    }
}
