using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Rollouts.Worker.Streams;

namespace Rollouts.Api.Problems;

/// <summary>Why a request was not done, in the one shape that every error of the API has (RFC 9457).</summary>
/// <param name="Code">Stable, so that a program can act on it.</param>
/// <param name="Detail">What stands in the way, and what would help.</param>
/// <param name="Errors">Each thing that is wrong with a file, with its place.</param>
internal sealed record Problem(int Status, string Code, string Detail, ValueList<ProblemAt>? Errors = null)
{
    public const string ContentType = "application/problem+json";

    /// <summary>A name and no address: it is told apart by, and leads nowhere.</summary>
    [JsonPropertyOrder(-1)]
    public string Type => $"urn:rollouts:problem:{Code}";

    /// <summary>Whether the same request may succeed when it is sent again.</summary>
    [JsonIgnore]
    public bool MayPass { get; init; }

    public static Problem Of(Refusal why) =>
        new(
            why.Kind switch
            {
                RefusalKind.Conflict => StatusCodes.Status409Conflict,
                RefusalKind.NotFound => StatusCodes.Status404NotFound,
                RefusalKind.Stale => StatusCodes.Status412PreconditionFailed,
                RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
                RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
                _ => throw new System.Diagnostics.UnreachableException(),
            },
            why.Code,
            why.Message
        );

    /// <param name="resource">The kind of resource that changed at each attempt, as in 'rollout'.</param>
    public static Problem Conflict(string resource) =>
        new(
            StatusCodes.Status409Conflict,
            $"{resource}.conflict",
            $"The {resource} changed concurrently ({StreamRunner.MostAttempts} attempts). Read it again and retry."
        )
        {
            MayPass = true,
        };
}
