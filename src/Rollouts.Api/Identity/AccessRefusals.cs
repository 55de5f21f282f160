using Microsoft.AspNetCore.Http;
using Rollouts.Api.Http;

namespace Rollouts.Api.Identity;

/// <summary>The refusals of callers without the required access.</summary>
internal static class AccessRefusals
{
    public static Problem KeyNeeded { get; } =
        new(
            StatusCodes.Status401Unauthorized,
            "identity.key-needed",
            "send a key that is valid as 'Authorization: Bearer <key>'"
        );

    /// <summary>Another site made the browser send the request, or the request has no valid CSRF token.</summary>
    public static Problem CrossSite { get; } =
        new(
            StatusCodes.Status403Forbidden,
            "identity.cross-site",
            "changes from a browser need the header 'X-Rollouts-Csrf' with what 'csrf' says under /api/v1/me, and must "
                + "come from a page of this service"
        );
}
