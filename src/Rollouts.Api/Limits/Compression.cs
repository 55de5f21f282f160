using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Api.Problems;

namespace Rollouts.Api.Limits;

/// <summary>Makes long answers short on the wire for whoever takes gzip.</summary>
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
