using Microsoft.AspNetCore.Http;
using Rollouts.Api.Dashboard.Queries;
using Rollouts.Api.Dashboard.Requests;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Engine.Clocks;

namespace Rollouts.Api.Dashboard.Pages.Services;

/// <summary>The page of services.</summary>
internal sealed class ServicesPages(ServicesQuery query, DashboardShell shell, StoreClock clock)
{
    public async Task<IResult> ShowAsync(HttpContext context)
    {
        var after = Names.Stream(context.Request.Query["after"] is [{ Length: > 0 } text] ? text : null);
        var view = await query.ReadAsync(HttpCaller.Of(context), after, context.RequestAborted);
        return Page.Of<ServicesPage>(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(ServicesPage.Shell)] = shell.Of(context, "Services", "Services", clock.Now),
                [nameof(ServicesPage.View)] = view,
            }
        );
    }
}
