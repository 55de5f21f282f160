using Microsoft.AspNetCore.Http;
using Rollouts.Api.Http;
using Rollouts.Api.SignIn;

namespace Rollouts.Api.Dashboard.Requests;

/// <summary>Light, dark, or the setting of the reader's system. A cookie keeps the choice.</summary>
internal static class Themes
{
    public const string Auto = "auto";

    private const string Cookie = "rollouts-theme";

    private static readonly string[] Chosen = ["light", "dark"];

    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public static string Of(HttpContext context) =>
        context.Request.Cookies[Cookie] is { } kept && Chosen.Contains(kept) ? kept : Auto;

    /// <summary>Stores the choice and returns to the page.</summary>
    public static async Task<IResult> SetAsync(HttpContext context, SignInSetup setup)
    {
        var form = await PageForm.DemandAsync(context);
        var theme = form["theme"];
        if (theme != Auto && !Chosen.Contains(theme))
        {
            throw new BadRequestException(
                new Problem(StatusCodes.Status400BadRequest, "request.body", "'theme' is auto, light or dark")
            );
        }

        context.Response.Cookies.Append(
            Cookie,
            theme,
            new CookieOptions
            {
                HttpOnly = true,
                MaxAge = theme == Auto ? TimeSpan.Zero : Kept,
                Path = "/",
                SameSite = SameSiteMode.Lax,
                Secure = setup.IsSecure(context),
            }
        );
        return SignInEndpoints.SeeOther(context, LocalPath.Of(form["returnTo"]));
    }
}
