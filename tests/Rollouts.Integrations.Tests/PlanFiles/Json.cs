using System.Text;
using System.Text.Json.Nodes;
using Rollouts.PlanFiles.Documents;

namespace Rollouts.Integrations.Tests.PlanFiles;

/// <summary>The same document in JSON.</summary>
internal static class Json
{
    public static string OfYaml(string yaml) =>
        Of(Document.Read(Encoding.UTF8.GetBytes(yaml), DocumentFormat.Yaml).Root!)!.ToJsonString();

    private static JsonNode? Of(Node node) =>
        node switch
        {
            Scalar { Kind: ScalarKind.Nothing } => null,
            Scalar { Kind: ScalarKind.Text } text => JsonValue.Create(text.Text),
            Scalar bare => JsonNode.Parse(bare.Text),
            Sequence list => new JsonArray([.. list.Items.Select(Of)]),
            Mapping map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Of(entry.Value)))),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
