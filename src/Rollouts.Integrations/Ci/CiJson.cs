using System.Globalization;
using System.Text.Json;

namespace Rollouts.Integrations.Ci;

/// <summary>Reads what pipelines send, of which a stranger may have written every part.</summary>
internal static class CiJson
{
    /// <summary>Deeper than any event goes; what is deeper wants to be costly.</summary>
    private const int MostDepth = 32;

    /// <summary>Longer values are put into nothing.</summary>
    private const int LongestWord = 4000;

    private static readonly JsonDocumentOptions Strictly = new()
    {
        MaxDepth = MostDepth,
        // Two readers of a message that says a thing twice may each believe another one of the two.
        AllowDuplicateProperties = false,
    };

    /// <summary>The root of what was sent; null where it is no JSON that anybody should read.</summary>
    public static JsonElement? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strictly);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same where it is an object.</summary>
    public static JsonElement? ParseObject(ReadOnlyMemory<byte> body) =>
        Parse(body) is { ValueKind: JsonValueKind.Object } root ? root : null;

    public static JsonElement? Step(JsonElement from, string name) =>
        from.ValueKind switch
        {
            JsonValueKind.Object when from.TryGetProperty(name, out var value) => value,
            JsonValueKind.Array
                when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                    && index < from.GetArrayLength() => from[index],
            _ => null,
        };

    public static JsonElement? At(JsonElement from, params ReadOnlySpan<string> steps)
    {
        JsonElement? at = from;
        foreach (var step in steps)
        {
            at = at is { } here ? Step(here, step) : null;
        }

        return at;
    }

    /// <summary>A text, a whole number or a truth in words; null for anything else.</summary>
    public static string? Word(JsonElement? value) =>
        value switch
        {
            { ValueKind: JsonValueKind.String } text => Text(text),
            // As it was written, so that no number is rounded on its way into a name.
            { ValueKind: JsonValueKind.Number } number => number.GetRawText() is { Length: <= 30 } raw ? raw : null,
            { ValueKind: JsonValueKind.True } => "true",
            { ValueKind: JsonValueKind.False } => "false",
            _ => null,
        };

    public static string? Word(JsonElement from, params ReadOnlySpan<string> steps) => Word(At(from, steps));

    private static string? Text(JsonElement text)
    {
        try
        {
            return text.GetString() is { Length: > 0 and <= LongestWord } said ? said : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a pair of characters, which JSON can write and nobody can read.
            return null;
        }
    }
}
