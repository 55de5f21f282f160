using System.Globalization;
using System.Text.Json.Nodes;

namespace Rollouts.Integrations.Aws.Query;

/// <summary>
/// Writes the parameters of a call in the query protocol: <c>Actions.member.1.ForwardConfig.TargetGroups.member.2</c>.
/// The trees that <see cref="QueryAnswer"/> reads are written back unchanged.
/// </summary>
internal static class QueryForm
{
    public static FormUrlEncodedContent Of(string action, string version, JsonObject parameters) =>
        new([
            KeyValuePair.Create("Action", action),
            KeyValuePair.Create("Version", version),
            .. Flat("", parameters).Select(pair => KeyValuePair.Create(pair.Name, pair.Value)),
        ]);

    /// <summary>The parameters by their full names.</summary>
    public static IEnumerable<(string Name, string Value)> Flat(string name, JsonNode? node) =>
        node switch
        {
            null => [],
            JsonObject map => map.SelectMany(part =>
                Flat(name.Length == 0 ? part.Key : $"{name}.{part.Key}", part.Value)
            ),
            JsonArray list => list.SelectMany((item, at) => Flat(ItemOf(name, item, at), item)),
            _ =>
            [
                (
                    name,
                    node.GetValueKind() == System.Text.Json.JsonValueKind.String ? (string)node! : node.ToJsonString()
                ),
            ],
        };

    // A map is a list of entries with a key and a value.
    private static string ItemOf(string name, JsonNode? item, int at) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{name}.{(QueryAnswer.IsEntry(item) ? "entry" : "member")}.{at + 1}"
        );
}
