using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rollouts.Domain.Audit;
using Rollouts.Domain.Installations;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.Notify.Webhook;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Storage;
using Rollouts.Worker.Ci;
using Rollouts.Worker.Installations;
using Rollouts.Worker.Keeping;
using Rollouts.Worker.Limiting;
using Rollouts.Worker.Loops;
using Rollouts.Worker.Observing;
using Rollouts.Worker.Outside;
using Rollouts.Worker.Outside.Resilience;
using Rollouts.Worker.Restores;
using Rollouts.Worker.Routes;
using Rollouts.Worker.Telling;

namespace Rollouts.Worker.Hosting;

/// <summary>The worker as a guest of any host: a process of its own, or the one that serves the API.</summary>
public static class WorkerServices
{
    /// <summary>The engine with everything that works on what is due.</summary>
    /// <param name="store">Opened by the host, which closes it last.</param>
    /// <param name="seal">The installation's key: the same for every worker of it.</param>
    /// <param name="mark">How a restored store is noticed; null turns the marks off.</param>
    public static IServiceCollection AddRolloutsWorker(
        this IServiceCollection services,
        IStore store,
        Installation installation,
        ISeal seal,
        MarkSettings? mark = null
    )
    {
        services.AddRolloutsEngine(store, installation);
        services.AddSingleton(mark ?? MarkSettings.Off);
        services.AddSingleton(provider => provider.GetRequiredService<Engine>().Restores);
        services.AddSingleton<RestoreCheck>();

        // Before everything that works: nothing is driven before the store is compared with its mark.
        services.AddHostedService<RestoreLoop>();
        services.AddSingleton<DrivePump>();
        services.AddSingleton<AskPump>();
        services.AddHostedService(provider => provider.GetRequiredService<DrivePump>());
        services.AddHostedService(provider => provider.GetRequiredService<AskPump>());
        services.AddHostedService<WakeUps>();
        services.AddSingleton<IChannel, WebhookChannel>();
        services.AddSingleton<IChannel, StartChannel>();
        services.AddSingleton<IChannel, PipelineChannel>();
        services.AddHostedService<Dispatcher>();
        services.AddSingleton(provider => new Keeper(
            provider.GetRequiredService<IStore>(),
            provider.GetRequiredService<Engine>().Clock,
            seal
        ));
        services.AddHostedService<KeepLoop>();
        services.AddHostedService<OverdueLoop>();
        return services;
    }

    /// <summary>The engine alone: commands come in and are kept, and other processes work on what is due.</summary>
    /// <param name="store">Opened by the host, which closes it last.</param>
    public static IServiceCollection AddRolloutsEngine(
        this IServiceCollection services,
        IStore store,
        Installation installation
    )
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<LoopHealth>();

        // The second line: a loop that ends in spite of its guard makes the process unready, and stops no other loop.
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
        services.AddSingleton(provider => new Engine(
            provider.GetRequiredService<IStore>(),
            provider.GetRequiredService<IConnections>(),
            provider.GetRequiredService<CurrentInstallation>(),
            provider.GetRequiredService<TimeProvider>(),
            $"{Environment.MachineName}/{Environment.ProcessId}",
            provider.GetRequiredService<ILogger<Engine>>()
        ));
        services.AddSingleton(provider => provider.GetRequiredService<Engine>().Alarms);
        services.AddSingleton<Strangers>();
        services.AddSingleton(provider => provider.GetRequiredService<Engine>().Runner);

        // The first of all loops: it looks once before the others begin.
        services.AddSingleton<InstallationShelf>().AddSingleton<InstallationDesk>();
        services.AddSingleton<RouteClaimService>();
        services.AddHostedService<InstallationLoop>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<Pipelines>().AddSingleton<CiLog>().AddSingleton<CiDesk>().AddSingleton<CiOrders>();
        return services;
    }

    // Measured is what is really called; tried again, and left alone, is what is measured.
    private static void AddConnections(IServiceCollection services)
    {
        services.AddSingleton(provider => new Surroundings(provider.GetRequiredService<TimeProvider>())
        {
            Remark = provider.GetRequiredService<ILogger<ConfiguredConnections>>().AdapterRemarked,
        });
        services.AddSingleton<Webhooks>();
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
