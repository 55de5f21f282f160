using Hangfire;
using Hangfire.AspNetCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Rollouts.Hosting.Jobs;

/// <summary>
/// The servers of Hangfire in this process. The recurring jobs have a server of their own, so that they do not wait
/// for a long job of a caller.
/// </summary>
internal sealed class JobServers(JobStorage storage, IServiceScopeFactory scopes, bool maintains) : IHostedService
{
    private const int CallersWorkers = 2;

    private static readonly TimeSpan CancellationLook = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    private readonly List<BackgroundJobServer> _servers = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Start(StoredJobs.QueueName, CallersWorkers);
        if (maintains)
        {
            Start(RecurringJobs.QueueName, workers: 1);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var server in _servers)
        {
            server.SendStop();
        }

        foreach (var server in _servers)
        {
            await server.WaitForShutdownAsync(cancellationToken);
            server.Dispose();
        }

        _servers.Clear();
    }

    private void Start(string queue, int workers) =>
        _servers.Add(
            new BackgroundJobServer(
                new BackgroundJobServerOptions
                {
                    Queues = [queue],
                    WorkerCount = workers,
                    Activator = new AspNetCoreJobActivator(scopes),
                    CancellationCheckInterval = CancellationLook,
                    ShutdownTimeout = LongestStop,
                    ServerTimeout = TimeSpan.FromMinutes(1),
                    ServerCheckInterval = TimeSpan.FromSeconds(30),
                },
                storage
            )
        );
}
