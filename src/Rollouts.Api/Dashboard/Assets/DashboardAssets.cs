using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Rollouts.Api.Dashboard.Assets;

/// <summary>
/// The style sheet and the script, embedded in this assembly: no file can be missing, and no other host is called.
/// Their addresses contain a hash, so that a browser can cache them for ever.
/// </summary>
internal sealed class DashboardAssets
{
    public const string Path = "/dashboard/assets/{name}";

    public DashboardAssets()
    {
        StyleSheet = Asset.Read("css", "text/css; charset=utf-8");
        Script = Asset.Read("js", "text/javascript; charset=utf-8");
    }

    public Asset StyleSheet { get; }

    public Asset Script { get; }

    public IResult Serve(HttpContext context, string name)
    {
        var found =
            name == StyleSheet.Name ? StyleSheet
            : name == Script.Name ? Script
            : null;
        if (found is null)
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = new StringValues("public, max-age=31536000, immutable");
        return Results.Bytes(found.Bytes, found.ContentType);
    }

    /// <param name="Name">The last part of its address.</param>
    internal sealed record Asset(string Name, string ContentType, byte[] Bytes)
    {
        public string Address => $"/dashboard/assets/{Name}";

        public static Asset Read(string extension, string type)
        {
            var file = $"dashboard.{extension}";
            using var stream = typeof(Asset).Assembly.GetManifestResourceStream($"dashboard/{file}")!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var hash = Base64Url.EncodeToString(SHA256.HashData(bytes))[..12];
            return new Asset($"{hash}.{file}", type, bytes);
        }
    }
}
