using System.Text.Json.Nodes;
using Rollouts.Sandbox.AppMesh;

namespace Rollouts.Sandbox.Tests.AppMesh;

public sealed class RouteRulesTests
{
    private const string Target = """{ "virtualNode": "v1", "weight": 100 }""";

    [Theory]
    [InlineData("httpRoute")]
    [InlineData("http2Route")]
    [InlineData("grpcRoute")]
    [InlineData("tcpRoute")]
    public void Every_kind_of_route_is_taken(string kind) => Assert.Null(Complaint(kind, $"[{Target}]"));

    [Theory]
    [InlineData("[]", "between 1 and 10")]
    [InlineData("""[ { "virtualNode": "v1", "weight": 101 } ]""", "between 0 and 100")]
    [InlineData("""[ { "virtualNode": "v1", "weight": "5" } ]""", "between 0 and 100")]
    [InlineData("""[ { "virtualNode": "v1", "weight": 1.5 } ]""", "between 0 and 100")]
    [InlineData("""[ { "weight": 5 } ]""", "virtualNode is required")]
    [InlineData("""[ { "virtualNode": "", "weight": 5 } ]""", "between 1 and 255")]
    [InlineData("""[ { "virtualNode": "v1", "weight": 5, "port": 0 } ]""", "between 1 and 65535")]
    [InlineData($"[{Target}, {Target}]", "total weight")]
    public void Wrong_targets_are_refused(string targets, string why) =>
        Assert.Contains(why, Complaint("httpRoute", targets), StringComparison.Ordinal);

    [Fact]
    public void A_specification_is_of_one_kind() =>
        Assert.Contains(
            "exactly one",
            RouteRules.Complaint(JsonNode.Parse("""{ "httpRoute": {}, "tcpRoute": {} }""")),
            StringComparison.Ordinal
        );

    private static string? Complaint(string kind, string targets) =>
        RouteRules.Complaint(
            JsonNode.Parse(
                $$"""{ "{{kind}}": { "match": { "prefix": "/" }, "action": { "weightedTargets": {{targets}} } } }"""
            )
        );
}
