using Microsoft.AspNetCore.Http;
using Rollouts.Api.Problems;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Api.Requests;

/// <summary>Names as callers write them. A name that nothing can have is refused with what names may be.</summary>
internal static class Names
{
    public static T Read<T>(string what, string text, Func<string, T> make)
    {
        try
        {
            return make(text);
        }
        catch (ArgumentException exception)
        {
            throw new BadRequestException(
                new Problem(StatusCodes.Status400BadRequest, "request.name", $"'{what}': {exception.Message}")
            );
        }
    }

    /// <summary>Null for what no rollout is called.</summary>
    public static RolloutId? Rollout(string text) =>
        Guid.TryParseExact(text, "N", out var id) || Guid.TryParseExact(text, "D", out id) ? new RolloutId(id) : null;

    /// <summary>Null for what is no position.</summary>
    public static Position? Position(string text)
    {
        var parts = text.Split('.');
        return
            parts.Length == 3
            && int.TryParse(parts[0], out var wave)
            && int.TryParse(parts[1], out var step)
            && int.TryParse(parts[2], out var visit)
            ? new Position(wave, step, visit)
            : null;
    }
}
