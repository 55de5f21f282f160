using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Rollouts.Api.Http;

namespace Rollouts.Api.Requests;

/// <summary>The header with the idempotency key of a request.</summary>
internal static class IdempotencyKeys
{
    public const string Header = "Idempotency-Key";

    private const int LongestKey = 200;

    /// <summary>Null for a request without a key.</summary>
    public static string? In(HttpContext context)
    {
        if (!context.Request.Headers.TryGetValue(Header, out var values))
        {
            return null;
        }

        return Read(Header, values.ToString());
    }

    /// <param name="what">The name of the header or the field.</param>
    /// <exception cref="BadRequestException">The key has characters that the log cannot show.</exception>
    public static string Read(string what, string key) =>
        key.Length is > 0 and <= LongestKey && key.All(c => c is > ' ' and <= '~')
            ? key
            : throw new BadRequestException(
                new Problem(
                    StatusCodes.Status400BadRequest,
                    "request.key",
                    $"'{what}' is 1 to {LongestKey} characters without spaces, as in a UUID or 'build-1234'"
                )
            );

    /// <summary>A hash of the whole request.</summary>
    public static string DigestOf(HttpContext context, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Head(context.Request)));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Head(HttpRequest request) =>
        $"{request.Method} {request.Path}{request.QueryString}\n{request.Headers.IfMatch}\n"
        + (request.Headers.IfNoneMatch.Count == 0 ? "" : $"{request.Headers.IfNoneMatch}\n");
}
