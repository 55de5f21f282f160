using Microsoft.AspNetCore.Http;
using Rollouts.Api.Dashboard.Queries;
using Rollouts.Api.Dashboard.Requests;
using Rollouts.Api.Identity;

namespace Rollouts.Api.Dashboard.Pages.Home;

/// <summary>The home page, which a release manager keeps open.</summary>
internal sealed class HomePages(HomeQuery query, DashboardShell shell)
{
    private const int Longest = 200;

    public async Task<IResult> ShowAsync(HttpContext context)
    {
        var view = await query.ReadAsync(
            HttpCaller.Of(context),
            FilterOf(context.Request.Query),
            DashboardShell.ZoneOf(context),
            context.RequestAborted
        );
        return Page.Of<HomePage>(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(HomePage.Shell)] = shell.Of(context, "Home", "Home", view.ReadAt, "/dashboard/changes"),
                [nameof(HomePage.View)] = view,
            }
        );
    }

    private static HomeFilter FilterOf(IQueryCollection query) =>
        new(
            Text(query, "text"),
            Text(query, "service"),
            Text(query, "environment"),
            Text(query, "owner"),
            Text(query, "status"),
            Text(query, "group") is "service" or "environment" ? Text(query, "group")! : "urgency"
        );

    private static string? Text(IQueryCollection query, string name) =>
        query[name] is [{ Length: > 0 and <= Longest } text] ? text.Trim() : null;
}
