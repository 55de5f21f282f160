using System.Globalization;
using Microsoft.AspNetCore.Http;
using Rollouts.Api.Dashboard.Actions;
using Rollouts.Api.Dashboard.Components;
using Rollouts.Api.Dashboard.Queries;
using Rollouts.Api.Dashboard.Requests;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Requests;
using Rollouts.Api.Rollouts;
using Rollouts.Api.SignIn;

namespace Rollouts.Api.Dashboard.Pages.Rollout;

/// <summary>The page of a rollout, and the actions on it.</summary>
internal sealed class RolloutPages(RolloutQuery query, DashboardShell shell, UseCases useCases)
{
    public Task<IResult> ShowAsync(HttpContext context, string id) =>
        PageAsync(context, id, said: null, StatusCodes.Status200OK);

    /// <summary>Sends the request that the API sends, and shows its result.</summary>
    public async Task<IResult> ActAsync(HttpContext context, string id, CommandRoute route)
    {
        var form = await PageForm.DemandAsync(context);
        var outcome = await ActionOutcome.OfAsync(
            useCases,
            context,
            () =>
                route.Make(
                    UseCases.ContextOf(context, form.RequestName),
                    UseCases.RolloutNamed(id),
                    new CommandInput(QueryWords.Reason(form["reason"]), SeenPosition.Read(form.Optional("position")))
                    {
                        PastPointOfNoReturn = form.Optional(ActionView.PastPoint) is not null,
                        Later = CommandInput.StepNamed(form.Optional("step")),
                    }
                )
        );
        return outcome.Refused is { } refused
            ? await PageAsync(context, id, ActionOutcome.Describe(refused), refused.Status)
            : SignInEndpoints.SeeOther(context, $"/dashboard/rollouts/{outcome.Value!.Spec.Id}");
    }

    private async Task<IResult> PageAsync(HttpContext context, string id, SaidView? said, int status)
    {
        var state = await useCases.RolloutAsync(context, id);
        var view = await query.ReadAsync(
            HttpCaller.Of(context),
            state,
            QueryOf(context.Request),
            DashboardShell.ZoneOf(context),
            context.RequestAborted
        );
        var isLive = view is { ReplayedAt: null, EndedAt: null };
        return Page.Of<RolloutPage>(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(RolloutPage.Shell)] = shell.Of(
                    context,
                    $"{view.Service} {view.Version} in {view.Environment}",
                    "Home",
                    view.ReadAt,
                    isLive ? $"/dashboard/rollouts/{view.Id}/changes?shown={state.Version}" : null
                ),
                [nameof(RolloutPage.View)] = view,
                [nameof(RolloutPage.Key)] = $"page-{Guid.NewGuid():N}",
                [nameof(RolloutPage.Said)] = said,
            },
            status
        );
    }

    // The slider sends whole seconds, and a link sends the instant itself.
    private static RolloutPageQuery QueryOf(HttpRequest request)
    {
        var at = Moment(request.Query["at"].ToString(), request.Query["second"].ToString());
        return new RolloutPageQuery(
            at,
            int.TryParse(request.Query["window"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 30 and <= 30 * 86_400
                ? TimeSpan.FromSeconds(seconds)
                : null
        );
    }

    private static Instant? Moment(string at, string second) =>
        DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? Instant.From(moment)
        : long.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > 0 and < 100_000_000_000
            ? new Instant((seconds * 1_000_000) + 999_999)
        : null;
}
