using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Api.Audit;
using Rollouts.Api.Chat;
using Rollouts.Api.Ci;
using Rollouts.Api.Connections;
using Rollouts.Api.Dashboard;
using Rollouts.Api.Documents;
using Rollouts.Api.Freezes;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.JobDashboard;
using Rollouts.Api.Jobs;
using Rollouts.Api.Keys;
using Rollouts.Api.Limits;
using Rollouts.Api.Live;
using Rollouts.Api.Notifications;
using Rollouts.Api.Plans;
using Rollouts.Api.Requests;
using Rollouts.Api.Rollouts;
using Rollouts.Api.Routes;
using Rollouts.Api.Services;
using Rollouts.Api.SignIn;
using Rollouts.Api.Systems;
using Rollouts.Api.Triggers;
using Rollouts.Hosting;

namespace Rollouts.Api.Hosting;

/// <summary>The middleware and the endpoints of the API.</summary>
internal static class ApiPipeline
{
    public static void AddApi(this IServiceCollection services, AdministratorKey administrator, ApiLimits limits)
    {
        services.AddSingleton(administrator).AddSingleton(limits).AddSingleton<CallerTurns>();
        services.AddSignIn();
        services.AddSingleton<UseCases>();
        services.AddChat();
        services.AddSingleton<InstallationParts>();
        services.AddSingleton<Listeners>().AddSingleton<ListNews>().AddHostedService<LiveLoop>();
        services.AddSingleton<VerifyTurn>().AddSingleton<DryRun>();
        services.AddRateLimiter(options => Rates.Configure(options, limits));
        services.AddGzip();
        services.AddDescription();
        services.AddDashboard();
        services.AddJobDashboard();

        // A value that cannot be parsed is answered with a problem document, as all other errors are.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    public static void Map(WebApplication app)
    {
        app.Use(
            (context, next) =>
            {
                RequestIds.Put(context);
                SecurityHeaders.Put(context);
                return next(context);
            }
        );
        app.UseResponseCompression();
        app.Use(NoteRefusalsAsync);
        app.UseMiddleware<ExceptionMiddleware>();
        app.UseRouting();
        app.UseMiddleware<CallerMiddleware>();
        app.UseRateLimiter();

        // Monitoring reads the health without a key. These pages show nothing about releases.
        WorkerPages.Map(app.MapGroup("").AllowAll().ExcludeFromDescription(), mindsClock: false);

        // Each sender of alarms has its own secret or signature, which the endpoint checks.
        app.MapAlarms().AllowAll().ExcludeFromDescription();
        app.MapCi();
        app.MapChat();

        // A person who signs in has no session yet.
        app.MapGroup("").AllowAll().ExcludeFromDescription().MapSignIn();
        app.MapReference();
        var api = app.MapGroup("/api/v1").AddEndpointFilterFactory(Queries.Check);
        api.MapPlans();
        api.MapRevisions();
        api.MapRehearsal();
        api.MapRollouts();
        api.MapInsights();
        api.MapEvidence();
        api.MapJobs();
        api.MapLive();
        api.MapServices();
        api.MapFreezes();
        api.MapAudit();
        api.MapNotices();
        api.MapConnections();
        api.MapRouteClaims();
        api.MapEnvironments();
        api.MapTriggers();
        api.MapSystem();
        api.MapKeys();
        api.MapMe();
        api.MapSessions();
        api.MapDescription();
        app.MapDashboard();
        app.MapJobDashboard();
        app.DemandDeclarations();
    }

    private static async Task NoteRefusalsAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (HttpAccessLog.IsRefusal(context))
        {
            await context.RequestServices.GetRequiredService<AccessLog>().NoteRefusalAsync(context);
        }
    }
}
