using System.Text.Json;

namespace Rollouts.Api.Tokens;

/// <summary>
/// What a token, or an answer about a person, says. Nothing in it is of a kind before it was asked for.
/// </summary>
internal sealed class Claims
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Until the year 9999, the last one that a moment can hold.</summary>
    private const double LatestSecond = 253_402_300_799;

    private readonly JsonElement _object;

    private Claims(JsonElement json) => _object = json;

    /// <summary>
    /// Null for what is no object, or says something twice: two readers could believe different halves.
    /// </summary>
    public static Claims? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new Claims(document.RootElement.Clone())
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public bool Has(string name) => _object.TryGetProperty(name, out _);

    /// <summary>Null for what is not there, or no text.</summary>
    public string? Text(string name) =>
        _object.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? TextOf(value) : null;

    /// <summary>
    /// The texts in a list, or the one that stands there alone; null for what is not there, or neither.
    /// </summary>
    public ValueList<string>? Texts(string name)
    {
        if (!_object.TryGetProperty(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return TextOf(value) is { } only ? [only] : null;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        List<string> texts = [];
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String || TextOf(item) is not { } text)
            {
                return null;
            }

            texts.Add(text);
        }

        return texts.ToValueList();
    }

    /// <summary>Seconds since 1970, as tokens write moments; null for what is not there, or no such number.</summary>
    public DateTimeOffset? Moment(string name) =>
        _object.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out var seconds)
        && seconds is >= 0 and <= LatestSecond
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;

    /// <summary>Some providers write it as a text.</summary>
    public bool IsTrue(string name) =>
        _object.TryGetProperty(name, out var value)
        && (
            value.ValueKind == JsonValueKind.True
            || (value.ValueKind == JsonValueKind.String && TextOf(value) == "true")
        );

    // Half a surrogate pair can be written in JSON, and is no text.
    private static string? TextOf(JsonElement value)
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
}
