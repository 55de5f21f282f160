using System.Globalization;
using Microsoft.AspNetCore.Http;
using Rollouts.Api.Problems;
using Rollouts.Api.Requests;
using Rollouts.Integrations.Storage.Lists;

namespace Rollouts.Api.Rollouts;

/// <summary>Where a list goes on, as a word that callers hand back unread.</summary>
internal static class Cursors
{
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
            : throw new BadRequestException(
                new Problem(
                    StatusCodes.Status400BadRequest,
                    "request.cursor",
                    "'cursor' is what the page before said, unchanged"
                )
            );
    }
}
