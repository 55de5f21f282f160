using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Api.Http;

/// <summary>Parses times in the address of a request.</summary>
internal static class Moments
{
    /// <summary>Null for null.</summary>
    public static Instant? Read(string what, string? text) =>
        text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? Instant.From(moment)
        : throw new BadRequestException(
            new Problem(
                StatusCodes.Status400BadRequest,
                "request.moment",
                $"'{what}' is a moment, as in 2027-01-31T08:00:00Z"
            )
        );
}
