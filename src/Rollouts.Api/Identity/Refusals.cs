using Microsoft.AspNetCore.Http;
using Rollouts.Api.Problems;

namespace Rollouts.Api.Identity;

/// <summary>What callers are told who may not.</summary>
internal static class Refusals
{
    public const string NotAllowedCode = "identity.not-allowed";

    public static Problem KeyNeeded { get; } =
        new(
            StatusCodes.Status401Unauthorized,
            "identity.key-needed",
            "send a key that is valid as 'Authorization: Bearer <key>'"
        );

    /// <summary>A browser was made to send this by another site, or its page did not prove that it was not.</summary>
    public static Problem CrossSite { get; } =
        new(
            StatusCodes.Status403Forbidden,
            "identity.cross-site",
            "changes from a browser need the header 'X-Rollouts-Csrf' with what 'csrf' says under /api/v1/me, and must "
                + "come from a page of this service"
        );

    public static Problem NotAllowed(Caller caller, Permission permission) =>
        new(
            StatusCodes.Status403Forbidden,
            NotAllowedCode,
            $"'{caller.Actor}' may not do this: it needs the permission '{Permissions.NameOf(permission)}'"
        );

    public static Problem BeyondReach(Caller caller, string what) =>
        new(StatusCodes.Status403Forbidden, NotAllowedCode, $"'{caller.Actor}' does not reach {what}");
}
