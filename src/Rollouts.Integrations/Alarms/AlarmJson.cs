using System.Globalization;
using System.Text.Json;

namespace Rollouts.Integrations.Alarms;

/// <summary>Reads the payloads of senders, which are all JSON and each a little different.</summary>
internal static class AlarmJson
{
    /// <summary>As AWS and Alertmanager write moments; <c>zzz</c> takes an offset with and without a colon.</summary>
    private static readonly string[] Moments = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    /// <summary>The document's root where it is an object; whoever gets one disposes it.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
        }
        catch (JsonException)
        {
            // Not JSON, which the caller says.
        }

        return null;
    }

    public static string? Text(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object
        && from.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? Text(value)
            : null;

    /// <summary>A text; null for half of a pair of characters, which JSON can write and no text can hold.</summary>
    public static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static Instant? Moment(string? text)
    {
        // Prometheus counts nanoseconds, of which nobody needs the last two.
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (dot > 0)
        {
            var end = dot + 1;
            while (end < text!.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            text = text[..Math.Min(end, dot + 8)] + text[end..];
        }

        return DateTimeOffset.TryParseExact(
            text,
            Moments,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var moment
        )
            ? Instant.From(moment)
            : null;
    }
}
