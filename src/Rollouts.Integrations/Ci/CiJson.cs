using System.Globalization;
using System.Text.Json;

namespace Rollouts.Integrations.Ci;

/// <summary>Reads the messages of pipelines, every part of which is untrusted.</summary>
internal static class CiJson
{
    /// <summary>No legitimate event is nested deeper. Deeper nesting would only cost time.</summary>
    private const int MostDepth = 32;

    /// <summary>Longer values are ignored.</summary>
    private const int LongestWord = 4000;

    private static readonly JsonDocumentOptions Strictly = new()
    {
        MaxDepth = MostDepth,
        // Two readers of a message with a duplicate key could each use another one of the two values.
        AllowDuplicateProperties = false,
    };

    /// <summary>Returns the root of the message; null if it is not valid JSON within the limits.</summary>
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

    /// <summary>Returns the root if it is an object, otherwise null.</summary>
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

    /// <summary>Returns a text, a number or a truth value as text; null for any other value.</summary>
    public static string? Word(JsonElement? value) =>
        value switch
        {
            { ValueKind: JsonValueKind.String } text => Text(text),
            // The number keeps its written form, so that a name never contains a rounded one.
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
            // An unpaired surrogate: JSON can encode it, but no text can contain it.
            return null;
        }
    }
}
