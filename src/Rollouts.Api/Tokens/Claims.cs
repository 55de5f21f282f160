using System.Text.Json;

namespace Rollouts.Api.Tokens;

/// <summary>
/// The claims of a token, or of an answer about a person. The type of a claim is checked when it is read.
/// </summary>
internal sealed class Claims
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>The year 9999, the last one that a time can hold.</summary>
    private const double LatestSecond = 253_402_300_799;

    private readonly JsonElement _object;

    private Claims(JsonElement json) => _object = json;

    /// <summary>
    /// Null if the text is not an object, or has a name twice: two readers could use different values.
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

    /// <summary>Null if the claim is missing or not a text.</summary>
    public string? Text(string name) =>
        _object.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? TextOf(value) : null;

    /// <summary>The texts of a list, or a single text; null if the claim is missing or neither.</summary>
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

    /// <summary>
    /// Seconds since 1970, the time format of tokens; null if the claim is missing or not such a number.
    /// </summary>
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

    // JSON can hold half a surrogate pair, which is not a text.
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
