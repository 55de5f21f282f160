using Microsoft.AspNetCore.Http;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Api.Http;

/// <summary>The position on which a command is based, from the rollout's ETag.</summary>
internal static class SeenPosition
{
    /// <summary>Null if the request has no position.</summary>
    public static Position? Read(string? tag) =>
        string.IsNullOrEmpty(tag)
            ? null
            : Names.Position(Bare(tag))
                ?? throw new BadRequestException(
                    new Problem(
                        StatusCodes.Status400BadRequest,
                        "request.if-match",
                        $"that is no position; send the rollout's ETag as it was, as in \"0.2.0\""
                    )
                );

    // A proxy that compresses a response makes its tag weak.
    private static string Bare(string tag) =>
        (tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag).Trim('"');
}
