using System.Text.Json;

namespace Rollouts.Api.Tokens;

/// <summary>The keys of a provider that are good for checking tokens.</summary>
internal sealed record KeySet(ValueList<VerifyingKey> Keys)
{
    /// <summary>Providers have two or three; more than that many are not tried.</summary>
    private const int Most = 100;

    public static KeySet Empty { get; } = new([]);

    /// <summary>Null for what is no set of keys. Keys of other kinds may lie among them.</summary>
    public static KeySet? Read(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (
                document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("keys", out var keys)
                || keys.ValueKind != JsonValueKind.Array
            )
            {
                return null;
            }

            return new KeySet(
                keys.EnumerateArray()
                    .Take(Most)
                    .Select(key =>
                        Claims.Read(JsonSerializer.SerializeToUtf8Bytes(key)) is { } one ? VerifyingKey.Of(one) : null
                    )
                    .OfType<VerifyingKey>()
                    .ToValueList()
            );
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Those that may have signed it. A token that names no key is tried with the only one, never with many.
    /// </summary>
    public ValueList<VerifyingKey> For(Jwt token)
    {
        var fitting = Keys.Where(key => key.Algorithm == token.Algorithm).ToValueList();
        return token.KeyId is { } id ? fitting.Where(key => key.Id == id).ToValueList()
            : fitting.Count == 1 ? fitting
            : [];
    }
}
