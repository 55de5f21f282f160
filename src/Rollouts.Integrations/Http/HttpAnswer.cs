using System.Text;
using System.Text.Json;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Http;

/// <summary>A whole answer of an HTTP system, read within a bound.</summary>
internal static class HttpAnswer
{
    /// <summary>The bytes of an answer; more than that many end the reading.</summary>
    public static async Task<byte[]> ReadAsync(HttpResponseMessage response, int most, CancellationToken cancellation)
    {
        await response.Content.LoadIntoBufferAsync(most, cancellation).ConfigureAwait(false);
        return await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// The message of an answer: the given field if the body is a JSON object, or else the beginning of the body.
    /// </summary>
    public static string Said(byte[] body, string field)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(field, out var said)
                && said.ValueKind == JsonValueKind.String
            )
            {
                return ForeignText.Quoted(said.GetString()!);
            }
        }
        // The second is half of a pair of characters, which JSON can write and no text can hold.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Proxies and gateways answer in words of their own.
        }

        return ForeignText.Quoted(Encoding.UTF8.GetString(body));
    }
}
