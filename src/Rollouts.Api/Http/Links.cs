using Microsoft.AspNetCore.Http;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Api.Http;

/// <summary>Links that callers send, for people to click on.</summary>
internal static class Links
{
    /// <summary>Null if there are no links.</summary>
    public static Provenance? Read(IReadOnlyDictionary<string, string>? links) =>
        links is null or { Count: 0 } ? null
        : links.Count <= Link.Most ? new Provenance { Links = links.Select(Read).ToValueList() }
        : throw Refused($"'links': there are {links.Count}, and {Link.Most} is the most");

    private static Link Read(KeyValuePair<string, string> link) =>
        // The JSON of a map may hold null values in spite of its type.
        (link.Value is null ? null : Link.Make(link.Key, link.Value)) ?? throw Refused($"'links': each is {Link.Rule}");

    private static BadRequestException Refused(string why) =>
        new(new Problem(StatusCodes.Status400BadRequest, "request.links", why));
}
