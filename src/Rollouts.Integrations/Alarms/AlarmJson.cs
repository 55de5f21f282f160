using System.Globalization;
using System.Text.Json;

namespace Rollouts.Integrations.Alarms;

/// <summary>Reads the JSON payloads of all senders, which differ in details.</summary>
internal static class AlarmJson
{
    /// <summary>
    /// The time formats of AWS and Alertmanager; <c>zzz</c> accepts an offset with and without a colon.
    /// </summary>
    private static readonly string[] Moments = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    /// <summary>Returns the document if its root is an object, otherwise null. The caller disposes it.</summary>
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
            // The body is not JSON; the caller reports it.
        }

        return null;
    }

    public static string? Text(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object
        && from.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? Text(value)
            : null;

    /// <summary>
    /// Returns a text; null for an unpaired surrogate, which JSON can encode but a string must not contain.
    /// </summary>
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
        // Prometheus writes nanoseconds, of which the last two digits do not matter.
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
