using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Api.Dashboard.Pages.Refusals;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.SignIn;
using Rollouts.Engine.Clocks;

namespace Rollouts.Api.Dashboard.Requests;

/// <summary>Shows a person why a page is not shown or an action was refused.</summary>
internal static class PageRefusals
{
    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        var services = context.RequestServices;
        var isUnknown = problem.Code == AccessRefusals.KeyNeeded.Code;
        var hasProvider = services.GetRequiredService<SignInSetup>().Settings is not null;

        // A page that refreshes itself checks whether its session has ended. A redirect would hide the answer.
        if (isUnknown && hasProvider && HttpMethods.IsGet(context.Request.Method) && !IsRefresh(context))
        {
            context.Response.Headers.Location =
                $"/sign-in?returnTo={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}";
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            return Task.CompletedTask;
        }

        var shell = services
            .GetRequiredService<DashboardShell>()
            .Of(context, TitleOf(problem, isUnknown), "", services.GetRequiredService<StoreClock>().Now);
        var page = Page.Of<RefusalPage>(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(RefusalPage.Shell)] = shell,
                [nameof(RefusalPage.Text)] = isUnknown ? SignInWords(hasProvider) : problem.Detail,
                [nameof(RefusalPage.Code)] = problem.Code,
                [nameof(RefusalPage.Request)] = context.TraceIdentifier,
                [nameof(RefusalPage.CanSignIn)] = isUnknown && hasProvider,
            },
            problem.Status
        );
        return page.ExecuteAsync(context);
    }

    private static bool IsRefresh(HttpContext context) =>
        context.Request.Headers.ContainsKey("X-Rollouts-Refresh")
        || context.Request.Headers.Accept.ToString().Contains("event-stream", StringComparison.Ordinal);

    private static string TitleOf(Problem problem, bool isUnknown) =>
        isUnknown ? "Sign in"
        : problem.Status == StatusCodes.Status403Forbidden ? "Not allowed"
        : problem.Status == StatusCodes.Status404NotFound ? "Not found"
        : "This did not work";

    private static string SignInWords(bool hasProvider) =>
        hasProvider
            ? "Your session has ended, or there was none."
            : "No provider is set up here. Open the one-time link that the service printed when it started, or have "
                + "one made on its machine with 'rollouts-api link'.";
}
