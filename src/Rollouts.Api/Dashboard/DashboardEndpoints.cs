using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Api.Dashboard.Actions;
using Rollouts.Api.Dashboard.Assets;
using Rollouts.Api.Dashboard.Live;
using Rollouts.Api.Dashboard.Pages.Access;
using Rollouts.Api.Dashboard.Pages.Audit;
using Rollouts.Api.Dashboard.Pages.Design;
using Rollouts.Api.Dashboard.Pages.Freezes;
using Rollouts.Api.Dashboard.Pages.Home;
using Rollouts.Api.Dashboard.Pages.Insight;
using Rollouts.Api.Dashboard.Pages.Plans;
using Rollouts.Api.Dashboard.Pages.Rollout;
using Rollouts.Api.Dashboard.Pages.Sandbox;
using Rollouts.Api.Dashboard.Pages.Services;
using Rollouts.Api.Dashboard.Pages.Systems;
using Rollouts.Api.Dashboard.Queries;
using Rollouts.Api.Dashboard.Requests;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Rollouts.Api.Rollouts;
using Rollouts.Engine.Chat;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Freezes;
using Rollouts.Engine.Keys;
using Rollouts.Engine.Notifications;
using Rollouts.Engine.Plans;
using Rollouts.Engine.Rollouts.Commands;
using Rollouts.Engine.Sessions;

namespace Rollouts.Api.Dashboard;

/// <summary>
/// The pages for people. The server renders them with the queries and commands of the API, under the same permissions.
/// Every form works without script.
/// </summary>
internal static class DashboardEndpoints
{
    private const string Plan = "/plans/{environment}/{service}";

    public static void AddDashboard(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddSingleton<DashboardAssets>().AddSingleton<DashboardShell>();
        services.AddSingleton<IProblemPages, DashboardProblemPages>();
        services
            .AddSingleton<RolloutQuery>()
            .AddSingleton<EvidenceReplays>()
            .AddSingleton<HomeQuery>()
            .AddSingleton<EndedRollouts>();
        services.AddSingleton<ServicesQuery>().AddSingleton<PlansQuery>().AddSingleton<FreezesQuery>();
        services.AddSingleton<InsightQuery>();
        services.AddSingleton<SamplePulse>().AddSingleton<RolloutPages>().AddSingleton<HomePages>();
        services.AddSingleton<ServicesPages>().AddSingleton<PlanPages>().AddSingleton<FreezePages>();
        services.AddSingleton<AuditPages>().AddSingleton<InsightPages>().AddSingleton<SystemPages>();
        services.AddSingleton<AccessPages>().AddSingleton<SandboxPages>();
    }

    public static void MapDashboard(this IEndpointRouteBuilder app)
    {
        var assets = app.MapGroup("").AllowAll().ExcludeFromDescription();
        assets.MapGet(
            DashboardAssets.Path,
            (HttpContext context, DashboardAssets all, string name) => all.Serve(context, name)
        );

        var pages = Page.Marked(app.MapGroup("/dashboard").ExcludeFromDescription());
        pages
            .MapGet("", (HttpContext context, HomePages home) => home.ShowAsync(context))
            .RequirePermission(Permission.Read, RequiredReach.Service);
        pages.MapGet("/changes", ChangeStream.OfListAsync).RequirePermission(Permission.Read, RequiredReach.Service);
        pages
            .MapGet(
                "/rollouts/{id}",
                (HttpContext context, RolloutPages rollouts, string id) => rollouts.ShowAsync(context, id)
            )
            .RequirePermission(Permission.Read, RequiredReach.Service);
        pages
            .MapGet("/rollouts/{id}/changes", ChangeStream.OfRolloutAsync)
            .RequirePermission(Permission.Read, RequiredReach.Service);
        pages
            .MapGet("/rollouts/{id}/evidence", EvidenceDownload.SendAsync)
            .RequirePermissionOf(typeof(Engine.Bundles.ReadEvidence))
            .OnceForEachCaller("evidence");
        foreach (var route in CommandRoute.All)
        {
            pages
                .MapPost(
                    $"/rollouts/{{id}}/{route.Verb}",
                    (HttpContext context, RolloutPages rollouts, string id) => rollouts.ActAsync(context, id, route)
                )
                .RequirePermissionOf(route.Request);
        }

        pages.MapPost("/theme", Themes.SetAsync).RequirePermission(Permission.Read, RequiredReach.None);
        MapPlans(pages);
        MapOperations(pages);
    }

    private static void MapPlans(RouteGroupBuilder pages)
    {
        pages
            .MapGet("/services", (HttpContext context, ServicesPages services) => services.ShowAsync(context))
            .RequirePermission(Permission.Read, RequiredReach.Service);
        pages
            .MapGet("/plans", (HttpContext context, PlanPages plans) => plans.ListAsync(context))
            .RequirePermission(Permission.Read, RequiredReach.Service);
        pages
            .MapGet(
                Plan,
                (HttpContext c, PlanPages plans, string environment, string service) =>
                    plans.ShowAsync(c, environment, service)
            )
            .RequirePermission(Permission.Read, RequiredReach.Service);

        // Checking an edited plan requires only the permission to read. The endpoint that submits it requires its own.
        pages
            .MapPost(
                Plan,
                (HttpContext c, PlanPages plans, string environment, string service) =>
                    plans.EditAsync(c, environment, service)
            )
            .RequirePermissionOf(typeof(SubmitPlan));
        pages
            .MapPost(
                $"{Plan}/start",
                (HttpContext c, PlanPages plans, string environment, string service) =>
                    plans.StartAsync(c, environment, service)
            )
            .RequirePermissionOf(typeof(StartRollout));
        pages
            .MapPost(
                $"{Plan}/rehearsal",
                (HttpContext c, PlanPages plans, string environment, string service) =>
                    plans.RehearseAsync(c, environment, service)
            )
            .RequirePermission(Permission.Read, RequiredReach.Service)
            .OnceForEachCaller("rehearsal");
    }

    private static void MapOperations(RouteGroupBuilder pages)
    {
        pages
            .MapGet("/freezes", (HttpContext context, FreezePages freezes) => freezes.ShowAsync(context))
            .RequirePermission(Permission.Read, RequiredReach.Service);
        pages
            .MapPost(
                "/freezes/{environment}",
                (HttpContext c, FreezePages freezes, string environment) => freezes.DeclareAsync(c, environment)
            )
            .RequirePermissionOf(typeof(DeclareFreeze));
        pages
            .MapPost(
                "/freezes/{environment}/{name}/lift",
                (HttpContext c, FreezePages freezes, string environment, string name) =>
                    freezes.LiftAsync(c, environment, name)
            )
            .RequirePermissionOf(typeof(LiftFreeze));
        pages
            .MapGet("/audit", (HttpContext context, AuditPages audit) => audit.ShowAsync(context))
            .RequirePermission(Permission.ReadAudit, RequiredReach.All)
            .OnSomeCores();
        pages
            .MapGet("/insight", (HttpContext context, InsightPages insight) => insight.ShowAsync(context))
            .RequirePermission(Permission.Read, RequiredReach.Service)
            .OnSomeCores();
        pages
            .MapGet("/system", (HttpContext context, SystemPages system) => system.ShowAsync(context))
            .RequirePermission(Permission.ReadInstallation, RequiredReach.All);
        pages
            .MapPost(
                "/system/notifications/{number}/again",
                (HttpContext c, SystemPages system, string number) => system.SendAgainAsync(c, number)
            )
            .RequirePermissionOf(typeof(SendNotificationAgain));
        pages
            .MapGet("/access", (HttpContext context, AccessPages access) => access.ShowAsync(context))
            .RequirePermission(Permission.ManageKeys, RequiredReach.All);
        pages
            .MapPost(
                "/access/keys/{id}/revoke",
                (HttpContext c, AccessPages access, string id) => access.RevokeAsync(c, id)
            )
            .RequirePermissionOf(typeof(RevokeKey));
        pages
            .MapPost(
                "/access/sessions/{id}/end",
                (HttpContext c, AccessPages access, string id) => access.EndAsync(c, id)
            )
            .RequirePermissionOf(typeof(EndSession));
        pages
            .MapPost(
                "/access/chat-accounts/{workspace}/{user}/unlink",
                (HttpContext c, AccessPages access, string workspace, string user) =>
                    access.UnlinkAsync(c, workspace, user)
            )
            .RequirePermissionOf(typeof(UnlinkChatAccount));
        pages
            .MapGet("/sandbox", (HttpContext context, SandboxPages sandbox) => sandbox.ShowAsync(context))
            .RequirePermission(Permission.StartRollouts, RequiredReach.None);
        pages
            .MapPost(
                "/sandbox/{name}/turn",
                (HttpContext c, SandboxPages sandbox, string name) => sandbox.TurnAsync(c, name)
            )
            .RequirePermission(Permission.StartRollouts, RequiredReach.None);
        pages
            .MapPost(
                "/sandbox/{name}/{kind}",
                (HttpContext c, SandboxPages sandbox, string name, string kind) => sandbox.ReleaseAsync(c, name, kind)
            )
            .RequirePermission(Permission.StartRollouts, RequiredReach.None);
        pages
            .MapGet(
                "/design",
                (HttpContext context, DashboardShell shell, StoreClock clock) =>
                    Page.Of<DesignPage>(
                        new Dictionary<string, object?>(StringComparer.Ordinal)
                        {
                            [nameof(DesignPage.Shell)] = shell.Of(context, "Design system", "", clock.Now),
                        }
                    )
            )
            .RequirePermission(Permission.Read, RequiredReach.None);
    }
}
