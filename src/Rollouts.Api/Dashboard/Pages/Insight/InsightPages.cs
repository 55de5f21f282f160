using Microsoft.AspNetCore.Http;
using Rollouts.Api.Dashboard.Queries;
using Rollouts.Api.Dashboard.Requests;
using Rollouts.Api.Identity;
using Rollouts.Engine.Clocks;

namespace Rollouts.Api.Dashboard.Pages.Insight;

/// <summary>The page with the statistics of past releases.</summary>
internal sealed class InsightPages(InsightQuery query, DashboardShell shell, StoreClock clock)
{
    public async Task<IResult> ShowAsync(HttpContext context) =>
        Page.Of<InsightPage>(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(InsightPage.Shell)] = shell.Of(context, "Insight", "Insight", clock.Now),
                [nameof(InsightPage.View)] = await query.ReadAsync(HttpCaller.Of(context), context.RequestAborted),
            }
        );
}
