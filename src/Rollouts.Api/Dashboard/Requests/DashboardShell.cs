using Microsoft.AspNetCore.Http;
using Rollouts.Api.Dashboard.Assets;
using Rollouts.Api.Dashboard.Charts;
using Rollouts.Api.Dashboard.Components;
using Rollouts.Api.Dashboard.Pages.Sandbox;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Rollouts.Api.SignIn;
using Rollouts.Engine.Sessions;

namespace Rollouts.Api.Dashboard.Requests;

/// <summary>Makes the frame of a page from its request.</summary>
internal sealed class DashboardShell(Cookies cookies, DashboardAssets assets)
{
    /// <summary>The cookie with the time zone of the browser.</summary>
    private const string ZoneCookie = "rollouts-zone";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
        + "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly (string Name, string Address, Permission Needs)[] Sections =
    [
        ("Home", "/dashboard", Permission.Read),
        ("Services", "/dashboard/services", Permission.Read),
        ("Plans", "/dashboard/plans", Permission.Read),
        ("Freezes", "/dashboard/freezes", Permission.Read),
        ("Insight", "/dashboard/insight", Permission.Read),
        ("Audit", "/dashboard/audit", Permission.ReadAudit),
        ("System", "/dashboard/system", Permission.ReadInstallation),
        ("Access", "/dashboard/access", Permission.ManageKeys),
        ("Sandbox", "/dashboard/sandbox", Permission.StartRollouts),
    ];

    public static TimeZoneInfo ZoneOf(HttpContext context) => PageClock.ZoneOf(context.Request.Cookies[ZoneCookie]);

    public ShellView Of(HttpContext context, string title, string section, Instant now, string? live = null)
    {
        SecurityHeaders.PutPolicy(context, Policy);
        var caller = HttpCaller.Known(context);
        return new ShellView(
            title,
            section,
            caller?.Actor.Name ?? "",
            caller?.Session is not null && cookies.Session(context) is { } text ? SessionText.ProofOf(text) : "",
            new PageClock(ZoneOf(context), now),
            live,
            Themes.Of(context),
            context.Request.Method == HttpMethods.Get
                ? context.Request.Path + context.Request.QueryString
                : "/dashboard",
            assets.StyleSheet.Address,
            assets.Script.Address,
            caller is null
                ? []
                :
                [
                    .. Sections
                        .Where(one => caller.For(one.Needs) is not null)
                        .Where(one => one.Name != "Sandbox" || SandboxPages.Address is not null)
                        .Select(one => new NavigationEntry(one.Name, one.Address)),
                ]
        );
    }
}
