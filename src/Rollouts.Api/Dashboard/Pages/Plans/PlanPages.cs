using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Rollouts.Api.Dashboard.Actions;
using Rollouts.Api.Dashboard.Components;
using Rollouts.Api.Dashboard.Queries;
using Rollouts.Api.Dashboard.Requests;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Rollouts.Api.Plans;
using Rollouts.Api.Requests;
using Rollouts.Api.Rollouts;
using Rollouts.Api.SignIn;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.PlanRehearsals;
using Rollouts.Engine.Plans;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Api.Dashboard.Pages.Plans;

/// <summary>The pages that show and submit plans and start versions.</summary>
internal sealed class PlanPages(
    PlansQuery query,
    DashboardShell shell,
    StoreClock clock,
    PlanRepository plans,
    CurrentInstallation installation,
    UseCases useCases,
    ApiLimits limits,
    TimeProvider time
)
{
    public async Task<IResult> ListAsync(HttpContext context)
    {
        var after = Names.Stream(context.Request.Query["after"] is [{ Length: > 0 } text] ? text : null);
        var view = await query.ListAsync(HttpCaller.Of(context), after, context.RequestAborted);
        return Page.Of<PlansPage>(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(PlansPage.Shell)] = shell.Of(context, "Plans", "Plans", clock.Now),
                [nameof(PlansPage.View)] = view,
            }
        );
    }

    public Task<IResult> ShowAsync(HttpContext context, string environment, string service) =>
        PageAsync(context, environment, service, new Shown());

    /// <summary>Checks the edited plan, or submits it.</summary>
    public async Task<IResult> EditAsync(HttpContext context, string environment, string service)
    {
        var form = await PageForm.DemandAsync(context);
        var shown = new Shown { Draft = form["source"] };
        if (form["do"] != "submit")
        {
            return await PageAsync(context, environment, service, shown);
        }

        var outcome = await ActionOutcome.OfAsync(
            useCases,
            context,
            () => SubmitOf(context, form, environment, service)
        );
        return outcome.Refused is { } refused
            ? await PageAsync(context, environment, service, shown.With(refused))
            : SignInEndpoints.SeeOther(context, $"/dashboard/plans/{environment}/{service}");
    }

    public async Task<IResult> StartAsync(HttpContext context, string environment, string service)
    {
        var form = await PageForm.DemandAsync(context);
        var outcome = await ActionOutcome.OfAsync(
            useCases,
            context,
            () =>
                StartRequests.Of(
                    UseCases.ContextOf(context, form.RequestName),
                    new StartBody(service, environment, form["version"].Trim(), form["reason"])
                )
        );
        return outcome.Refused is { } refused
            ? await PageAsync(context, environment, service, new Shown().With(refused))
            : SignInEndpoints.SeeOther(context, $"/dashboard/rollouts/{outcome.Value!.Spec.Id}");
    }

    public async Task<IResult> RehearseAsync(HttpContext context, string environment, string service)
    {
        var form = await PageForm.DemandAsync(context);
        var (of, at) = Names.Pair(service, environment);
        var newest = await plans.NewestAsync(of, at, context.RequestAborted);
        var shown = new Shown();
        try
        {
            var body = new RehearsalBody(newest.Text ?? "", NumberOf(form["rate"]), NumberOf(form["failures"]) / 100);
            var reply = await RehearsalEndpoints.AnswerAsync(
                RehearsalEndpoints.Prepare(body, installation),
                limits,
                time,
                context.RequestAborted
            );
            shown =
                reply.Status < StatusCodes.Status300MultipleChoices
                    ? new Shown
                    {
                        Rehearsal = RehearsalPanelView.Of(
                            JsonSerializer.Deserialize<RehearsalView>(reply.Body, ApiJson.Options)!
                        ),
                    }
                    : shown.With(JsonSerializer.Deserialize<Problem>(reply.Body, ApiJson.Options)!);
        }
        catch (BadRequestException exception)
        {
            shown = shown.With(exception.Problem);
        }

        return await PageAsync(context, environment, service, shown);
    }

    private SubmitPlan SubmitOf(HttpContext context, PageForm form, string environment, string service)
    {
        var bytes = Encoding.UTF8.GetBytes(form["source"]);
        return new SubmitPlan(
            UseCases.ContextOf(context, $"page-{Guid.NewGuid():N}"),
            bytes,
            PlanReader.Read("plan", bytes, installation.Now)
        )
        {
            For = Names.Pair(service, environment),
            MadeFrom = int.TryParse(form["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
                ? revision
                : null,
        };
    }

    private async Task<IResult> PageAsync(HttpContext context, string environment, string service, Shown shown)
    {
        int? from = int.TryParse(
            context.Request.Query["from"],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
        if (await query.ReadAsync(environment, service, shown.Draft, from, context.RequestAborted) is not { } view)
        {
            throw new BadRequestException(
                new Problem(
                    StatusCodes.Status404NotFound,
                    "plan.unknown",
                    $"no plan was submitted for '{service}' in '{environment}'"
                )
            );
        }

        return Page.Of<PlanPage>(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(PlanPage.Shell)] = shell.Of(context, $"Plan of {service} in {environment}", "Plans", clock.Now),
                [nameof(PlanPage.View)] = view,
                [nameof(PlanPage.Key)] = $"page-{Guid.NewGuid():N}",
                [nameof(PlanPage.Said)] = shown.Said,
                [nameof(PlanPage.Rehearsal)] = shown.Rehearsal,
                [nameof(PlanPage.CanSubmit)] = May(context, Permission.SubmitPlans, service, environment),
                [nameof(PlanPage.CanStart)] = May(context, Permission.StartRollouts, service, environment),
            },
            shown.Status
        );
    }

    private static bool May(HttpContext context, Permission permission, string service, string environment)
    {
        var (of, at) = Names.Pair(service, environment);
        return HttpCaller.Of(context).For(permission) is { } entitled && entitled.Reaches(of, at);
    }

    private static double NumberOf(string text) =>
        double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : double.NaN;

    private sealed record Shown
    {
        public string? Draft { get; init; }

        public SaidView? Said { get; init; }

        public RehearsalPanelView? Rehearsal { get; init; }

        public int Status { get; init; } = StatusCodes.Status200OK;

        public Shown With(Problem refused) =>
            this with
            {
                Said = ActionOutcome.Describe(refused),
                Status = refused.Status,
            };
    }
}
