using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Api.Http;

namespace Rollouts.Api.Limits;

/// <summary>Compresses long responses for clients that accept gzip.</summary>
internal static class Compression
{
    public static IServiceCollection AddGzip(this IServiceCollection services) =>
        services
            .AddResponseCompression(options =>
            {
                options.Providers.Add<GzipCompressionProvider>();
                options.MimeTypes =
                [
                    "application/json",
                    Problem.ContentType,
                    "application/jsonl",
                    "text/csv",
                    "text/plain",
                ];
            })
            .Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
}
