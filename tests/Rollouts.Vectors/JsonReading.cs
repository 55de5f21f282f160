using System.Text.Json;

namespace Rollouts.Vectors;

internal static class JsonReading
{
    /// <summary>Numbers that JSON has no word for are written as text.</summary>
    public static double AsNumber(this JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Number => element.GetDouble(),
            JsonValueKind.String when element.GetString() is "NaN" => double.NaN,
            JsonValueKind.String when element.GetString() is "Infinity" => double.PositiveInfinity,
            JsonValueKind.String when element.GetString() is "-Infinity" => double.NegativeInfinity,
            _ => throw new FormatException($"'{element}' is no number."),
        };

    public static double[] AsNumbers(this JsonElement element) => [.. element.EnumerateArray().Select(AsNumber)];

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).AsNumber();

    public static double Number(this JsonElement element, string name, double otherwise) =>
        element.Maybe(name) is { } found ? found.AsNumber() : otherwise;

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    public static bool Flag(this JsonElement element, string name) =>
        element.Maybe(name) is { ValueKind: JsonValueKind.True };

    /// <summary>The member, or null where it is absent or null.</summary>
    public static JsonElement? Maybe(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out JsonElement found)
        && found.ValueKind != JsonValueKind.Null
            ? found
            : null;
}
