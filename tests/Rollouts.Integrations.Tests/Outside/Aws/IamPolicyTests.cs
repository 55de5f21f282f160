using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Rollouts.Integrations.Tests.Outside.Aws;

/// <summary>The policies for administrators allow what the routers call, and nothing else.</summary>
public sealed partial class IamPolicyTests
{
    private static readonly string Folder = Repository.PathOf("deploy", "aws", "iam");

    public static TheoryData<string> Policies =>
        [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!)];

    [Fact]
    public void A_load_balancer_is_allowed_each_call_of_its_router_and_no_other() =>
        Assert.Equal(
            Directory
                .GetFiles(Repository.PathOf("src", "Rollouts.Integrations", "Routers", "Alb"), "*.cs")
                .SelectMany(file => Call().Matches(File.ReadAllText(file)))
                .Select(match => match.Groups["call"].Value)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
            Statements("alb")
                .SelectMany(ActionsOf)
                .Select(action => action["elasticloadbalancing:".Length..])
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Policies))]
    public void Every_statement_is_justified_and_none_allows_all(string policy)
    {
        var readme = File.ReadAllText(Path.Combine(Folder, "README.md"));
        var section = readme[readme.IndexOf($": `{policy}.json`", StringComparison.Ordinal)..];
        foreach (var statement in Statements(policy))
        {
            Assert.Equal("Allow", (string?)statement["Effect"]);
            Assert.Contains($"| `{(string?)statement["Sid"]}` |", section, StringComparison.Ordinal);
            var actions = ActionsOf(statement).ToList();
            Assert.NotEmpty(actions);
            Assert.DoesNotContain(actions, action => action.Contains('*', StringComparison.Ordinal));

            // Only what reads may name no resource.
            Assert.True(
                statement["Resource"] is not JsonValue resource
                    || (string)resource! != "*"
                    || actions.All(action => Reads().IsMatch(action)),
                $"{policy}: {(string?)statement["Sid"]} changes anything"
            );
        }
    }

    private static IEnumerable<JsonObject> Statements(string policy)
    {
        var parsed = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, $"{policy}.json")))!;
        Assert.Equal("2012-10-17", (string?)parsed["Version"]);
        return parsed["Statement"]!.AsArray().OfType<JsonObject>();
    }

    private static IEnumerable<string> ActionsOf(JsonObject statement) =>
        statement["Action"] is JsonArray several
            ? several.Select(action => (string)action!)
            : [(string)statement["Action"]!];

    [GeneratedRegex(
        "\"(?<call>(Describe|Modify|Create|Delete|Add|Remove)(Rule|Listener|Tag|Target|LoadBalancer)[A-Za-z]*)\""
    )]
    private static partial Regex Call();

    [GeneratedRegex("^[a-z-]+:(Describe|Get|List|Discover|BatchGet)[A-Za-z]*$")]
    private static partial Regex Reads();
}
