using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Sandbox.Kong;

/// <summary>What a request says, as JSON or as a form: Kong takes either.</summary>
internal static class KongBody
{
    private const int MostWeight = 65_535;
    private const int UsualWeight = 100;

    /// <summary>Null where it is neither.</summary>
    public static async Task<JsonObject?> ReadAsync(HttpRequest request)
    {
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync();
            return new JsonObject(
                form.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)ValueOf(field.Value.ToString())))
            );
        }

        try
        {
            return await JsonNode.ParseAsync(request.Body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The weight that it names, or why it cannot have that.</summary>
    public static (int Weight, IResult? Refusal) Weight(JsonObject body)
    {
        if (!body.TryGetPropertyValue("weight", out var node) || node is null)
        {
            return (UsualWeight, null);
        }

        return node.GetValueKind() != JsonValueKind.Number || !node.AsValue().TryGetValue(out int weight)
                ? (0, KongRefusal.Invalid("weight", "expected an integer"))
            : weight is < 0 or > MostWeight
                ? (0, KongRefusal.Invalid("weight", $"value should be between 0 and {MostWeight}"))
            : (weight, null);
    }

    private static JsonValue ValueOf(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(text);
}
