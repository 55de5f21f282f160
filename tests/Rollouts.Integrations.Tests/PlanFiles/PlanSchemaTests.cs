using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Integrations.PlanLanguage.Language;

namespace Rollouts.Integrations.Tests.PlanFiles;

/// <summary>
/// The schema says of a document what the reader says of it, as judged by a validator of others (Ajv).
/// </summary>
public sealed class PlanSchemaTests
{
    private const int Documents = 3_000;

    [Fact]
    public void Is_frozen_in_text() => Approved.Matches("plan-schema", PlanSchema.ForPlans());

    [Fact]
    public async Task Accepts_every_example() => Assert.All(await JudgeAsync([.. Examples()]), Assert.True);

    [Fact]
    public async Task Says_what_the_reader_says_of_documents_that_were_changed_at_random()
    {
        var seeds = Examples().Concat(Broken()).ToList();
        var documents = Gen.Sample(Changed(seeds), Documents).Select(document => document.ToJsonString()).ToList();

        var verdicts = await JudgeAsync(documents);

        for (var i = 0; i < documents.Count; i++)
        {
            var reasons = FileForm.Of(PlanGrammar.Plan, "plan.json", Encoding.UTF8.GetBytes(documents[i])).Problems;
            if (reasons.Count > 0 && reasons.All(IsBeyondASchema))
            {
                continue;
            }

            var read = reasons.IsEmpty;
            Assert.True(
                verdicts[i] == read,
                $"the schema {(verdicts[i] ? "accepts" : "refuses")} and the reader {(read ? "accepts" : "refuses")}:\n"
                    + $"{documents[i]}\n{string.Join('\n', reasons)}"
            );
        }

        Assert.Contains(true, verdicts);
        Assert.Contains(false, verdicts);
    }

    // It takes two keys at once, or an address that is looked at.
    private static bool IsBeyondASchema(PlanProblem problem) =>
        problem.Fault.Code switch
        {
            "plan.secret-in-plan" or "plan.address-refused" or "plan.duplicate-name" => true,
            "plan.one-of" => problem.Fault.Message.StartsWith("'tolerateRatio'", StringComparison.Ordinal)
                || problem.Fault.Message.StartsWith("one of rule, listener", StringComparison.Ordinal),
            "plan.missing-key" => problem.Fault.Message.StartsWith("a route spelled out", StringComparison.Ordinal)
                || problem.Fault.Message.StartsWith("a latency needs", StringComparison.Ordinal)
                || problem.Fault.Message.StartsWith("destinationRule declares", StringComparison.Ordinal)
                || problem.Fault.Message.StartsWith("label belongs to", StringComparison.Ordinal)
                || problem.Fault.Message.StartsWith("loadBalancer and tag", StringComparison.Ordinal),
            "plan.bad-value" => problem.Fault.Message.StartsWith(
                "expected a regular expression",
                StringComparison.Ordinal
            ),
            _ => false,
        };

    private static IEnumerable<string> Examples() =>
        Directory
            .GetFiles(Repository.PathOf("examples"), "*.yaml", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).StartsWith("installation", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText)
            // Objects of Kubernetes lie beside the plan that moves their route.
            .Where(text => !text.Contains("apiVersion:", StringComparison.Ordinal))
            .Select(Json.OfYaml);

    private static IEnumerable<string> Broken() =>
        Directory
            .GetFiles(Repository.PathOf("tests", "plans", "broken"), "*.yaml")
            .Order(StringComparer.Ordinal)
            .Where(file => Written.Read(File.ReadAllText(file)).Plan is not null)
            .Select(file => Json.OfYaml(File.ReadAllText(file)));

    private static async Task<bool[]> JudgeAsync(IReadOnlyList<string> documents)
    {
        var schema = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(schema, PlanSchema.ForPlans());
            return [.. (await NodeClient.RunAsync("validate-schema.mjs", documents, schema)).Select(bool.Parse)];
        }
        finally
        {
            File.Delete(schema);
        }
    }

    /// <summary>One of the documents with a few of its values replaced, removed, renamed or doubled.</summary>
    private static Gen<JsonNode> Changed(List<string> seeds) =>
        from seed in Gen.Elements(seeds.ToArray())
        from count in Gen.Choose(0, 2)
        from changes in Change.ArrayOf(count)
        select changes.Aggregate(JsonNode.Parse(seed)!, (document, change) => change(document));

    // No duration below its least or above its most: that is not the schema's business.
    private static readonly string?[] Pieces =
    [
        "\"5%\"",
        "\"0.5%\"",
        "\"99.9%\"",
        "\"100%\"",
        "\"0.001%\"",
        "\"5\"",
        "\"10m\"",
        "\"1h30m\"",
        "\"90\"",
        "\"1.5h\"",
        "\"2 of 5\"",
        "\"3 in a row\"",
        "\"hold\"",
        "\"rollBack\"",
        "\"advance\"",
        "\"ignore\"",
        "\"baseline\"",
        "\"increase\"",
        "\"author\"",
        "\"checkout\"",
        "\"a b\"",
        "\"\"",
        "\"#x\"",
        "5",
        "1.5",
        "0",
        "-1",
        "150",
        "true",
        "false",
        "null",
        "[]",
        "{}",
        "[\"checkout\"]",
        "[\"blue\",\"green\"]",
        "{\"atMost\":\"1%\"}",
        "{\"do\":\"hold\"}",
        "{\"hold\":\"10m\"}",
        "{\"shift\":\"50%\"}",
        "{\"route\":\"x\"}",
        "{\"hook\":\"smoke\"}",
        "\"https://example.com/x\"",
        "\"16:00\"",
        "\"24:00\"",
        "\"Europe/Berlin\"",
        "\"x{a=1}\"",
        "\"x\\ny\"",
        "\"5m/1m@14.4\"",
        "{\"threshold\":{\"atMost\":5}}",
        "{\"namespace\":\"a\",\"metric\":\"b\"}",
    ];

    private static Gen<Func<JsonNode, JsonNode>> Change =>
        from at in Gen.Choose(0, 10_000)
        from kind in Gen.Choose(0, 3)
        from piece in Gen.Elements(Pieces)
        select (Func<JsonNode, JsonNode>)(document => Apply(document, at, kind, piece));

    private static JsonNode Apply(JsonNode document, int at, int kind, string? piece)
    {
        var places = Places(document).ToList();
        if (places.Count == 0)
        {
            return document;
        }

        var (parent, key) = places[at % places.Count];
        var replacement = piece is null ? null : JsonNode.Parse(piece);
        switch (parent, key, kind)
        {
            case (JsonObject map, string name, 0):
                map.Remove(name);
                break;
            case (JsonObject map, string name, 1):
                var value = map[name]?.DeepClone();
                map.Remove(name);
                map[name + "x"] = value;
                break;
            case (JsonObject map, string name, _):
                map[name] = replacement;
                break;
            case (JsonArray list, int index, 0):
                list.RemoveAt(index);
                break;
            case (JsonArray list, int index, 1):
                list.Insert(index, list[index]?.DeepClone());
                break;
            case (JsonArray list, int index, _):
                list[index] = replacement;
                break;
        }

        return document;
    }

    private static IEnumerable<(JsonNode Parent, object Key)> Places(JsonNode node) =>
        node switch
        {
            JsonObject map => map.SelectMany(pair => Below(map, pair.Key, pair.Value)),
            JsonArray list => list.SelectMany((item, i) => Below(list, i, item)),
            _ => [],
        };

    private static IEnumerable<(JsonNode Parent, object Key)> Below(JsonNode parent, object key, JsonNode? child) =>
        child is null ? [(parent, key)] : [(parent, key), .. Places(child)];
}
