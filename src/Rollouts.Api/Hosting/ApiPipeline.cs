using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Api.Audit;
using Rollouts.Api.Ci;
using Rollouts.Api.Connections;
using Rollouts.Api.Documents;
using Rollouts.Api.Freezes;
using Rollouts.Api.Identity;
using Rollouts.Api.Keys;
using Rollouts.Api.Limits;
using Rollouts.Api.Live;
using Rollouts.Api.Notices;
using Rollouts.Api.Plans;
using Rollouts.Api.Problems;
using Rollouts.Api.Requests;
using Rollouts.Api.Rollouts;
using Rollouts.Api.Routes;
using Rollouts.Api.Services;
using Rollouts.Api.SignIn;
using Rollouts.Api.Systems;
using Rollouts.Api.Triggers;
using Rollouts.Domain.Audit;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Verifying;
using Rollouts.Worker.Alarms;
using Rollouts.Worker.Hosting;

namespace Rollouts.Api.Hosting;

/// <summary>What a request passes on its way in, and everything it can arrive at.</summary>
internal static class ApiPipeline
{
    public static void AddApi(
        this IServiceCollection services,
        AdministratorKey administrator,
        ISeal seal,
        RateSettings rates
    )
    {
        services.AddSingleton(administrator);
        services.AddSignIn();
        services.AddSingleton<KeyCabinet>().AddSingleton<DoorLog>();
        services.AddSingleton<Once>().AddSingleton<Starts>().AddSingleton<Commands>().AddSingleton<FreezeDesk>();
        services.AddSingleton<InstallationParts>();
        services.AddSingleton<Listeners>().AddSingleton<ListNews>().AddHostedService<LiveLoop>();
        services.AddSingleton<AuditLog>().AddSingleton<VerifyTurn>().AddSingleton<DryRun>();
        services.AddSingleton(provider => new Verifier(provider.GetRequiredService<IStore>(), seal));
        services.AddRateLimiter(options => Rates.Configure(options, rates));
        services.AddGzip();
        services.AddDescription();

        // A value that cannot be read is told in words, as everything else is.
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
        app.UseMiddleware<Troubles>();
        app.UseRouting();
        app.UseMiddleware<Callers>();
        app.UseRateLimiter();

        // Whoever watches the process sees its health without a key; nothing of the releases is shown there.
        WorkerPages.Map(app.MapGroup("").OpenToAll().ExcludeFromDescription(), mindsClock: false);

        // Each sender of alarms has a secret or a signature of its own, which the endpoint checks.
        app.MapAlarms().OpenToAll().ExcludeFromDescription();
        app.MapCi();

        // Whoever wants in cannot be in yet.
        app.MapGroup("").OpenToAll().ExcludeFromDescription().MapSignIn();
        app.MapReference();
        var api = app.MapGroup("/api/v1").AddEndpointFilterFactory(Queries.Check);
        api.MapPlans();
        api.MapRevisions();
        api.MapRehearsal();
        api.MapRollouts();
        api.MapInsights();
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
        app.DemandDeclarations();
    }

    private static async Task NoteRefusalsAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (DoorLog.IsRefusal(context))
        {
            await context.RequestServices.GetRequiredService<DoorLog>().NoteRefusalAsync(context);
        }
    }
}
