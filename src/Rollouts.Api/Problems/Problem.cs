using System.Text.Json.Serialization;

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

    /// <summary>Whether nothing came of it only because others were quicker: it may be asked once more.</summary>
    [JsonIgnore]
    public bool MayPass => Code.EndsWith(".outrun", StringComparison.Ordinal);
}
