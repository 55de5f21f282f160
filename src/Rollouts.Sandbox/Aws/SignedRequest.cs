using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Rollouts.Sandbox.Aws;

/// <summary>A request as it was sent, in the canonical form that SigV4 signs.</summary>
internal sealed record SignedRequest(string Method, string Path, string Query, IHeaderDictionary Headers, byte[] Body)
{
    private const int MostBytes = 1024 * 1024;

    public string BodyHash { get; } = Hex(SHA256.HashData(Body));

    /// <summary>Reads the request and its body. Later handlers can read the body again.</summary>
    public static async Task<SignedRequest> ReadAsync(HttpContext context)
    {
        context.Request.EnableBuffering(MostBytes, MostBytes);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        context.Request.Body.Position = 0;

        // The raw path and not the decoded one, because the client signed the raw one.
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        return new SignedRequest(
            context.Request.Method,
            mark < 0 ? target : target[..mark],
            mark < 0 ? "" : target[(mark + 1)..],
            context.Request.Headers,
            body.ToArray()
        );
    }

    /// <param name="signedHeaders">The names of the signed headers, in lower case and in order.</param>
    public string Canonical(IReadOnlyList<string> signedHeaders)
    {
        var text = new StringBuilder();
        text.Append(Method).Append('\n');

        // Encoded once more than it was sent, as every service but S3 requires.
        text.AppendJoin('/', (Path.Length == 0 ? "/" : Path).Split('/').Select(Uri.EscapeDataString)).Append('\n');
        text.AppendJoin('&', Pairs().Order(StringComparer.Ordinal)).Append('\n');
        foreach (var name in signedHeaders)
        {
            text.Append(name).Append(':').AppendJoin(',', Headers[name].Select(value => Squeezed(value!))).Append('\n');
        }

        text.Append('\n').AppendJoin(';', signedHeaders).Append('\n');
        return text.Append(Headers["x-amz-content-sha256"] is [{ Length: > 0 } hash] ? hash : BodyHash).ToString();
    }

    public static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    private IEnumerable<string> Pairs() =>
        from pair in Query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        let mark = pair.IndexOf('=', StringComparison.Ordinal)
        let name = mark < 0 ? pair : pair[..mark]
        let value = mark < 0 ? "" : pair[(mark + 1)..]
        select $"{Again(name)}={Again(value)}";

    private static string Again(string text) => Uri.EscapeDataString(Uri.UnescapeDataString(text));

    private static string Squeezed(string value) =>
        string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
