using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Rollouts.Domain.Audit;
using Rollouts.Domain.Installations;
using Rollouts.Integrations.Storage;
using Rollouts.Worker.Keeping;
using Rollouts.Worker.Outside;
using Rollouts.Worker.Telling;

namespace Rollouts.Worker.Hosting;

/// <summary>The worker as a guest of any host: a process of its own, or the one that serves the API.</summary>
public static class WorkerServices
{
    /// <param name="store">Opened by the host, which closes it last.</param>
    /// <param name="seal">The installation's key: the same for every worker of it.</param>
    public static IServiceCollection AddRolloutsWorker(
        this IServiceCollection services,
        IStore store,
        Installation installation,
        ISeal seal
    )
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(store);
        services.AddSingleton(installation);
        services.AddSingleton<IConnections>(provider => new ConfiguredConnections(
            installation,
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton(provider => new Engine(
            store,
            provider.GetRequiredService<IConnections>(),
            installation,
            provider.GetRequiredService<TimeProvider>(),
            $"{Environment.MachineName}/{Environment.ProcessId}",
            provider.GetRequiredService<ILogger<Engine>>()
        ));
        services.AddSingleton<DrivePump>();
        services.AddSingleton<AskPump>();
        services.AddHostedService(provider => provider.GetRequiredService<DrivePump>());
        services.AddHostedService(provider => provider.GetRequiredService<AskPump>());
        services.AddSingleton<Readiness>();
        services.AddHostedService<WakeUps>();
        services.AddHostedService<Dispatcher>();
        services.AddSingleton(new Keeper(store, seal));
        services.AddHostedService<KeepLoop>();
        return services;
    }
}
