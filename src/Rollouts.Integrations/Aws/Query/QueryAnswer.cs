using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace Rollouts.Integrations.Aws.Query;

/// <summary>
/// The XML answer of a call in the query protocol, as a JSON tree: lists become arrays, and every value stays a text.
/// </summary>
/// <param name="Result">The content of <c>&lt;...Result&gt;</c>; empty for calls without a result.</param>
/// <param name="RequestId">The identity of the call in CloudTrail; null if the answer has none.</param>
internal sealed record QueryAnswer(JsonObject Result, string? RequestId)
{
    /// <summary>
    /// Deeper than any answer of AWS. The conversion recurses, so a hostile answer must not be deeper.
    /// </summary>
    private const int Deepest = 32;

    /// <summary>Null if the bytes are no answer in the query protocol.</summary>
    public static QueryAnswer? Parse(byte[] body)
    {
        if (Load(body) is not { } root || !root.Name.LocalName.EndsWith("Response", StringComparison.Ordinal))
        {
            return null;
        }

        var result = root.Elements()
            .FirstOrDefault(part => part.Name.LocalName.EndsWith("Result", StringComparison.Ordinal));
        var request = Child(Child(root, "ResponseMetadata"), "RequestId")?.Value;
        return new QueryAnswer(result is null ? [] : MapOf(result, 0), request);
    }

    /// <summary>The code and the message of an error; null if the bytes are no error in XML.</summary>
    public static (string Code, string Message)? Error(byte[] body) =>
        Load(body) is { Name.LocalName: "ErrorResponse" } root && Child(root, "Error") is { } error
            ? (Child(error, "Code")?.Value ?? "", Child(error, "Message")?.Value ?? "")
            : null;

    public static bool IsEntry(JsonNode? item) => item is JsonObject { Count: 2 } entry && entry.ContainsKey("key");

    private static XElement? Load(byte[] body)
    {
        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(body),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }
            );
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static JsonNode NodeOf(XElement element, int depth) =>
        depth > Deepest ? JsonValue.Create("")
        : !element.HasElements ? JsonValue.Create(element.Value)
        : element.Elements().All(part => part.Name.LocalName is "member" or "entry")
            ? new JsonArray([.. element.Elements().Select(part => NodeOf(part, depth + 1))])
        : MapOf(element, depth + 1);

    private static JsonObject MapOf(XElement element, int depth)
    {
        JsonObject map = [];
        foreach (var part in element.Elements())
        {
            map[part.Name.LocalName] = NodeOf(part, depth);
        }

        return map;
    }

    private static XElement? Child(XElement? parent, string name) =>
        parent?.Elements().FirstOrDefault(part => part.Name.LocalName == name);
}
