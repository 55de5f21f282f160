using System.Text.Json;

namespace Rollouts.Api.Tokens;

/// <summary>The keys of a provider that can verify tokens.</summary>
internal sealed record KeySet(ValueList<VerifyingKey> Keys)
{
    /// <summary>Providers have two or three keys. Further ones than this are ignored.</summary>
    private const int Most = 100;

    public static KeySet Empty { get; } = new([]);

    /// <summary>Null if the text is not a key set. Keys of other kinds are skipped.</summary>
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
    /// The keys that may have signed the token. A token without a key id is tried only if there is a single key.
    /// </summary>
    public ValueList<VerifyingKey> For(Jwt token)
    {
        var fitting = Keys.Where(key => key.Algorithm == token.Algorithm).ToValueList();
        return token.KeyId is { } id ? fitting.Where(key => key.Id == id).ToValueList()
            : fitting.Count == 1 ? fitting
            : [];
    }
}
