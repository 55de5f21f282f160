using System.Globalization;
using Microsoft.AspNetCore.Http;
using Rollouts.Storage.Lists;

namespace Rollouts.Api.Http;

/// <summary>The cursors of lists, which callers return without reading them.</summary>
internal static class Cursors
{
    private const int LongestPlace = 256;

    public static string Write(RolloutRow last) =>
        string.Create(CultureInfo.InvariantCulture, $"{last.OpenedAt.Microseconds}-{last.Id}");

    public static RolloutCursor? Read(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return
            text.Split('-') is [var moment, var id]
            && long.TryParse(moment, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            && Names.Rollout(id) is { } rollout
            ? new RolloutCursor(new Instant(microseconds), rollout)
            : throw Refused();
    }

    /// <summary>The end of a page of services or plans: environment and service.</summary>
    public static string? ReadPair(string? text)
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            return text.Split('/') is [var environment, var service] ? Pair(environment, service) : throw Refused();
        }
        catch (ArgumentException)
        {
            throw Refused();
        }
    }

    /// <summary>The end of a page of claims: the place of a route.</summary>
    public static string? ReadPlace(string? text) =>
        text is null || (text.Length <= LongestPlace && text.Contains(':') && text.All(c => c is > ' ' and <= '~'))
            ? text
            : throw Refused();

    public static BadRequestException Refused() =>
        new(
            new Problem(
                StatusCodes.Status400BadRequest,
                "request.cursor",
                "'cursor' must be the value that the previous page gave, unchanged"
            )
        );

    private static string Pair(string environment, string service) =>
        $"{new EnvironmentName(environment)}/{new ServiceName(service)}";
}
