using Hangfire;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Rollouts.Api.Dashboard.Requests;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Rollouts.Domain.Access;

namespace Rollouts.Api.JobDashboard;

/// <summary>
/// The dashboard of Hangfire, for the people who operate the installation. Operators read, administrators act, and both
/// need grants for all services. Each action is recorded before it is carried out.
/// </summary>
internal static class JobDashboardEndpoints
{
    private const string Root = "/jobs";

    private const string Rest = "/{**path}";

    /// <summary>Scripts and styles of Hangfire are files of this process. Only these addresses load them.</summary>
    private const string Policy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'";

    public static void AddJobDashboard(this IServiceCollection services)
    {
        services.TryAddSingleton(_ => DashboardRoutes.Routes);

        // Hangfire's middleware only asks whether it is there. AddHangfire would make the storage a static variable,
        // which the hosts of one process would share.
        services.TryAddSingleton<IGlobalConfiguration>(_ => GlobalConfiguration.Configuration);
    }

    public static void MapJobDashboard(this IEndpointRouteBuilder app)
    {
        var dashboard = app.CreateApplicationBuilder()
            .UseHangfireDashboard(Root, Options(), app.ServiceProvider.GetRequiredService<JobStorage>())
            .Build();
        var pages = app.MapGroup(Root).ExcludeFromDescription();

        // Refusals of these addresses are pages, because a person follows a link to them.
        Page.WithRefusals(pages.MapGet("", Show)).RequirePermission(Permission.ReadJobs, RequiredReach.All);
        Page.WithRefusals(pages.MapGet(Rest, Show)).RequirePermission(Permission.ReadJobs, RequiredReach.All);

        // The pages read their counters with POST.
        pages.MapPost("/stats", ReadAsync).RequirePermission(Permission.ReadJobs, RequiredReach.All);
        pages.MapPost(Rest, ActAsync).RequirePermission(Permission.ManageJobs, RequiredReach.All);

        async Task Show(HttpContext context)
        {
            SecurityHeaders.PutPolicy(context, Policy);

            // Hangfire passes on an address that it does not know. The end of its pipeline answers 404 only where no
            // endpoint is left to run, and takes one that is for a fault.
            var endpoint = context.GetEndpoint();
            context.SetEndpoint(endpoint: null);
            try
            {
                await dashboard(context);
            }
            finally
            {
                context.SetEndpoint(endpoint);
            }
        }

        Task ReadAsync(HttpContext context) => IsForm(context) ? Show(context) : Task.CompletedTask;

        async Task ActAsync(HttpContext context, AccessLog log)
        {
            if (!IsForm(context))
            {
                return;
            }

            if (await RecordAsync(context, log))
            {
                await Show(context);
                return;
            }

            await Replies.WriteAsync(
                context,
                new Problem(
                    StatusCodes.Status503ServiceUnavailable,
                    "job.not-recorded",
                    "The action could not be recorded, so it was not carried out. Try again."
                )
            );
        }
    }

    /// <summary>Hangfire takes a body that is no form for a fault of the server.</summary>
    private static bool IsForm(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        }

        return context.Request.HasFormContentType;
    }

    private static async Task<bool> RecordAsync(HttpContext context, AccessLog log)
    {
        var action = (context.Request.RouteValues["path"] as string ?? "").Trim('/');
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var jobs = form["jobs[]"].OfType<string>().Where(QueryWords.ArePlain).ToValueList();
        return await log.RecordAsync(
            new AccessEvent.JobsChanged(action, jobs, HttpAccessLog.AddressOf(context)),
            HttpCaller.Of(context).Actor,
            "an action in the dashboard of background jobs"
        );
    }

    private static DashboardOptions Options() =>
        new()
        {
            AppPath = "/dashboard",
            DashboardTitle = "Background jobs",
            DisplayStorageConnectionString = false,
            // The endpoints authorize. Hangfire's own filter would refuse every address but the loopback.
            Authorization = [],
            IsReadOnlyFunc = dashboard => !MayAct(dashboard.GetHttpContext()),
        };

    private static bool MayAct(HttpContext context) =>
        AuthorizationRules.Entitle(HttpCaller.Of(context), Permission.ManageJobs) is { ReachesAll: true };
}
