using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Sandbox.Kong;

/// <summary>The body of a request, as JSON or as a form. Kong accepts either.</summary>
internal static partial class KongBody
{
    private const int MostWeight = 65_535;
    private const int UsualWeight = 100;

    private static readonly string[] TargetFields =
    [
        "id",
        "created_at",
        "updated_at",
        "upstream",
        "target",
        "weight",
        "failover",
        "tags",
    ];

    /// <summary>Null if the body is neither.</summary>
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

    /// <summary>Why Kong's schema refuses the target; null if it is valid.</summary>
    public static IResult? Complaint(JsonObject body)
    {
        if (body.Select(field => field.Key).FirstOrDefault(name => !TargetFields.Contains(name)) is { } unknown)
        {
            return KongRefusal.Invalid(unknown, "unknown field");
        }

        if (body["target"] is { } target && !TargetForm().IsMatch(target.ToString()))
        {
            return KongRefusal.Invalid("target", "Invalid target; not a valid hostname or ip address");
        }

        return body["tags"] is null or JsonArray ? null : KongRefusal.Invalid("tags", "expected a set");
    }

    /// <summary>The tags in the body; null if it has none.</summary>
    public static IReadOnlyList<string>? Tags(JsonObject body) =>
        body["tags"] is JsonArray tags ? [.. tags.Select(tag => tag?.ToString() ?? "")] : null;

    /// <summary>The weight in the body, or why it is invalid.</summary>
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

    [GeneratedRegex(
        @"^([A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex TargetForm();

    private static JsonValue ValueOf(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(text);
}
