using Microsoft.AspNetCore.Http;
using Rollouts.Api.Dashboard.Actions;
using Rollouts.Api.Dashboard.Components;
using Rollouts.Api.Dashboard.Queries;
using Rollouts.Api.Dashboard.Requests;
using Rollouts.Api.Freezes;
using Rollouts.Api.Identity;
using Rollouts.Api.Requests;
using Rollouts.Api.SignIn;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Requests;

namespace Rollouts.Api.Dashboard.Pages.Freezes;

/// <summary>The page that lists, declares and lifts freezes.</summary>
internal sealed class FreezePages(FreezesQuery query, DashboardShell shell, UseCases useCases, StoreClock clock)
{
    private const string Address = "/dashboard/freezes";

    public Task<IResult> ShowAsync(HttpContext context) => PageAsync(context, null, StatusCodes.Status200OK);

    public async Task<IResult> DeclareAsync(HttpContext context, string environment)
    {
        var form = await PageForm.DemandAsync(context);
        var zone = DashboardShell.ZoneOf(context);
        return await DoAsync(
            context,
            () =>
                FreezeRequests.Declare(
                    ContextOf(context),
                    new FreezeBody(
                        environment,
                        form["name"].Trim(),
                        form["reason"],
                        form.Moment("from", zone),
                        form.Moment("until", zone)
                    )
                )
        );
    }

    public async Task<IResult> LiftAsync(HttpContext context, string environment, string name)
    {
        var form = await PageForm.DemandAsync(context);
        return await DoAsync(context, () => FreezeRequests.Lift(ContextOf(context), environment, name, form["reason"]));
    }

    private async Task<IResult> DoAsync<T>(HttpContext context, Func<IUseCase<T>> read) =>
        (await ActionOutcome.OfAsync(useCases, context, read)).Refused is { } refused
            ? await PageAsync(context, ActionOutcome.Describe(refused), refused.Status)
            : SignInEndpoints.SeeOther(context, Address);

    private async Task<IResult> PageAsync(HttpContext context, SaidView? said, int status) =>
        Page.Of<FreezesPage>(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(FreezesPage.Shell)] = shell.Of(context, "Freezes", "Freezes", clock.Now),
                [nameof(FreezesPage.View)] = await query.ReadAsync(
                    HttpCaller.Of(context),
                    DashboardShell.ZoneOf(context),
                    context.RequestAborted
                ),
                [nameof(FreezesPage.Said)] = said,
            },
            status
        );

    private static RequestContext ContextOf(HttpContext context) =>
        UseCases.ContextOf(context, $"page-{Guid.NewGuid():N}");
}
