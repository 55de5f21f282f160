using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rollouts.Domain.Audit;
using Rollouts.Domain.Connections;
using Rollouts.Engine;
using Rollouts.Engine.Access;
using Rollouts.Engine.Chat;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Connections;
using Rollouts.Engine.Keys;
using Rollouts.Engine.Limiting;
using Rollouts.Engine.Loops;
using Rollouts.Engine.Maintenance;
using Rollouts.Engine.Notifications;
using Rollouts.Engine.Observing;
using Rollouts.Engine.Outside;
using Rollouts.Engine.Outside.Resilience;
using Rollouts.Engine.Pipeline;
using Rollouts.Engine.Pipelines;
using Rollouts.Engine.Restores;
using Rollouts.Engine.Rollouts.Approvers;
using Rollouts.Engine.Routes;
using Rollouts.Engine.Sessions;
using Rollouts.Engine.Streams;
using Rollouts.Hosting.Jobs;
using Rollouts.Integrations.Notify.Webhook;
using Rollouts.Integrations.Outside;
using Rollouts.Storage;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Verifying;

namespace Rollouts.Hosting;

/// <summary>Registers the worker in any host: its own process, or the one that serves the API.</summary>
public static class WorkerServices
{
    /// <summary>Registers the engine with all loops.</summary>
    /// <param name="store">The host opens it and closes it last.</param>
    /// <param name="seal">The installation's key, which all of its workers share.</param>
    /// <param name="mark">The settings that detect a restored store; null turns the marks off.</param>
    /// <param name="jobs">The storage of background jobs; null for the memory of the process.</param>
    public static IServiceCollection AddRolloutsWorker(
        this IServiceCollection services,
        IStore store,
        Installation installation,
        ISeal seal,
        MarkSettings? mark = null,
        JobStorage? jobs = null
    )
    {
        services.AddEngine(store, installation, seal, jobs);
        services.AddSingleton(mark ?? MarkSettings.Off);
        services.AddSingleton<RestoreCheck>();

        // First of all loops: no rollout is driven before the store is compared with its mark.
        services.AddHostedService<RestoreLoop>();
        AddLane<RollbackLane>();
        AddLane<CommandLane>();
        AddLane<DeadlineLane>();
        AddLane<RolloutLoop>();
        services.AddSingleton<CheckLoop>();
        services.AddHostedService(provider => provider.GetRequiredService<CheckLoop>());
        services.AddHostedService<WakeUpListener>();
        services.AddSingleton<INotificationChannel, WebhookChannel>();
        services.AddSingleton<INotificationChannel, StartChannel>();
        services.AddSingleton<INotificationChannel, PipelineChannel>();
        services.AddSingleton<ChatPacer>().AddSingleton<ChatDigests>();
        services.AddSingleton<INotificationChannel, ChatChannel>();
        services.AddHostedService<Dispatcher>();
        services.AddSingleton(provider => new MaintenanceService(
            provider.GetRequiredService<IStore>(),
            provider.GetRequiredService<StoreClock>(),
            seal
        ));
        services.AddHostedService<OverdueLoop>();
        services.AddRecurringJobs();
        services.AddJobServers(maintains: true);
        return services;

        void AddLane<T>()
            where T : DriveLane
        {
            services.AddSingleton<T>();
            services.AddSingleton<DriveLane>(provider => provider.GetRequiredService<T>());
            services.AddHostedService(provider => provider.GetRequiredService<T>());
        }
    }

    /// <summary>
    /// Registers only the engine: it stores commands and runs the jobs of callers. Other processes drive the rollouts.
    /// </summary>
    /// <param name="store">The host opens it and closes it last.</param>
    /// <param name="seal">The installation's key, which all of its processes share.</param>
    /// <param name="jobs">The storage of background jobs; null for the memory of the process.</param>
    public static IServiceCollection AddRolloutsEngine(
        this IServiceCollection services,
        IStore store,
        Installation installation,
        ISeal seal,
        JobStorage? jobs = null
    )
    {
        services.AddEngine(store, installation, seal, jobs);
        services.AddJobServers(maintains: false);
        return services;
    }

    private static void AddEngine(
        this IServiceCollection services,
        IStore store,
        Installation installation,
        ISeal seal,
        JobStorage? jobs
    )
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<LoopHealth>();

        // The second line of defence: a loop that ends in spite of its guard makes the process unready, and stops no
        // other loop.
        services.Configure<HostOptions>(options =>
            options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore
        );
        services.AddSingleton<IStore>(provider => new ObservedStore(
            new FormattedStore(store, StoreFormat.OfThisBuild),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ObservedStore>>()
        ));
        services.AddSingleton(new CurrentInstallation(installation));
        AddConnections(services);
        services.AddSingleton(new WorkerName($"{Environment.MachineName}/{Environment.ProcessId}"));
        services.AddSingleton(provider => new RolloutEngine(
            provider.GetRequiredService<IStore>(),
            provider.GetRequiredService<IConnections>(),
            provider.GetRequiredService<CurrentInstallation>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<WorkerName>().Value,
            provider.GetRequiredService<ILogger<RolloutEngine>>()
        ));
        AddPartsOfTheEngine(services);
        services.AddSingleton<FailedLoginLimiter>();

        // The first of all loops: it reads once before the others begin.
        services.AddSingleton<InstallationRepository>().AddSingleton<InstallationService>();
        services.AddSingleton<RouteClaimService>();
        services.AddSingleton<ChatLinks>();
        services.AddSingleton(provider => new KnownPersons(
            provider.GetRequiredService<StreamRunner>(),
            provider.GetRequiredService<ILogger<KnownPersons>>()
        ));
        services.AddSingleton(provider => new ApproverReader(
            provider.GetRequiredService<KnownPersons>(),
            provider.GetRequiredService<CurrentInstallation>(),
            provider.GetRequiredService<ILogger<ApproverReader>>()
        ));
        services.AddHostedService<InstallationLoop>();
        services.AddSingleton<AccessLog>().AddSingleton<KeyRepository>();
        services.AddSingleton(SessionLimits.Usual).AddSingleton<SessionRepository>();
        services.AddUseCases();
        services.AddSingleton<WorkerReadiness>();
        services
            .AddSingleton<PipelineConnections>()
            .AddSingleton<CiLog>()
            .AddSingleton<PipelineService>()
            .AddSingleton<CiOrders>();
        services.AddSingleton(provider => new Verifier(provider.GetRequiredService<IStore>(), seal));
        services.AddJobs(jobs ?? HangfireStorage.Open(connection: null));
    }

    // Services take the part that they need. The engine composes the parts once, so that all share its clock and store.
    private static void AddPartsOfTheEngine(IServiceCollection services)
    {
        Add(engine => engine.Alarms);
        Add(engine => engine.Bundles);
        Add(engine => engine.Clock);
        Add(engine => engine.Evidence);
        Add(engine => engine.Inbox);
        Add(engine => engine.DeclaredFreezes);
        Add(engine => engine.Freezes);
        Add(engine => engine.Load);
        Add(engine => engine.Looks);
        Add(engine => engine.Plans);
        Add(engine => engine.Reader);
        Add(engine => engine.Restores);
        Add(engine => engine.RouteClaims);
        Add(engine => engine.Runner);
        Add(engine => engine.Samples);
        Add(engine => engine.Starter);
        Add(engine => engine.Streams);
        Add(engine => engine.Unreadable);

        void Add<T>(Func<RolloutEngine, T> part)
            where T : class => services.AddSingleton(provider => part(provider.GetRequiredService<RolloutEngine>()));
    }

    // The measurements see each real call. Retries and circuits are around them.
    private static void AddConnections(IServiceCollection services)
    {
        services.AddSingleton(provider => new AdapterContext(provider.GetRequiredService<TimeProvider>())
        {
            Remark = provider.GetRequiredService<ILogger<ConfiguredConnections>>().AdapterRemarked,
        });
        services.AddSingleton<Webhooks>();
        services.AddSingleton<ChatConnections>();
        services.AddSingleton<ConfiguredConnections>();
        services.AddSingleton(provider => new Circuits(
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Circuits>>()
        ));
        services.AddSingleton<IConnections>(provider =>
        {
            var time = provider.GetRequiredService<TimeProvider>();
            var observed = new ObservedConnections(provider.GetRequiredService<ConfiguredConnections>(), time);
            return new ResilientConnections(observed, provider.GetRequiredService<Circuits>(), time);
        });
    }
}
