using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Rollouts.Engine.Requests;

namespace Rollouts.Api.Http;

/// <summary>The problem document of a refused request. All errors of the API have this form (RFC 9457).</summary>
/// <param name="Code">Stable, so that a program can act on it.</param>
/// <param name="Detail">The cause and the remedy.</param>
/// <param name="Errors">The problems of a file, with their places.</param>
internal sealed record Problem(int Status, string Code, string Detail, ValueList<ProblemAt>? Errors = null)
{
    public const string ContentType = "application/problem+json";

    /// <summary>An identifier and not an address. It cannot be opened.</summary>
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
                RefusalKind.PositionMissing => StatusCodes.Status428PreconditionRequired,
                _ => throw new System.Diagnostics.UnreachableException(),
            },
            why.Code,
            why.Message
        );

    /// <param name="resource">The kind of resource that changed at each attempt, as in 'rollout'.</param>
    public static Problem Conflict(string resource) => Of(UseCaseResults.Conflict(resource)) with { MayPass = true };
}
