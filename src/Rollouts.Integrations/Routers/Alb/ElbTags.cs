using System.Text.Json.Nodes;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Alb;

/// <summary>Reads and changes the tags of listeners and rules.</summary>
internal sealed class ElbTags(ElbClient client)
{
    /// <summary>The maximum of one call.</summary>
    private const int MostResources = 20;

    /// <summary>The tags of each resource.</summary>
    public async Task<Answer<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>>> ReadAsync(
        IReadOnlyList<string> arns,
        CancellationToken end
    )
    {
        Dictionary<string, IReadOnlyDictionary<string, string>> all = new(StringComparer.Ordinal);
        foreach (var some in arns.Chunk(MostResources))
        {
            JsonObject asked = new()
            {
                ["ResourceArns"] = new JsonArray([.. some.Select(arn => JsonValue.Create(arn))]),
            };
            var answer = await client.ListAsync("DescribeTags", "TagDescriptions", asked, end).ConfigureAwait(false);
            if (!answer.TryGet(out var described, out var fault))
            {
                return fault;
            }

            foreach (var one in described)
            {
                all[BackendForm.TextOf(one["ResourceArn"]) ?? ""] = Of(one["Tags"]);
            }
        }

        return all;
    }

    public Task<Answer<JsonObject>> AddAsync(string arn, string key, string value, CancellationToken end) =>
        client.WriteAsync(
            "AddTags",
            new()
            {
                ["ResourceArns"] = new JsonArray(arn),
                ["Tags"] = new JsonArray(new JsonObject { ["Key"] = key, ["Value"] = value }),
            },
            end
        );

    public Task<Answer<JsonObject>> RemoveAsync(string arn, string key, CancellationToken end) =>
        client.WriteAsync(
            "RemoveTags",
            new() { ["ResourceArns"] = new JsonArray(arn), ["TagKeys"] = new JsonArray(key) },
            end
        );

    private static Dictionary<string, string> Of(JsonNode? tags) =>
        (tags as JsonArray ?? [])
            .OfType<JsonObject>()
            .DistinctBy(tag => BackendForm.TextOf(tag["Key"]))
            .ToDictionary(
                tag => BackendForm.TextOf(tag["Key"]) ?? "",
                tag => BackendForm.TextOf(tag["Value"]) ?? "",
                StringComparer.Ordinal
            );
}
