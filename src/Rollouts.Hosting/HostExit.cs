using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Rollouts.Hosting;

/// <summary>How a host stops, and the exit code for its supervisor.</summary>
public static class HostExit
{
    private const int AskedTo = 0;
    private const int ByItself = 1;

    /// <summary>
    /// Leaves the signals of the process to the command line, whose token is then the only way to stop the host.
    /// Otherwise a host that stops by itself would look like one that was asked to stop.
    /// </summary>
    public static void LeaveSignals(IServiceCollection services) =>
        services.Replace(ServiceDescriptor.Singleton<IHostLifetime, Quiet>());

    /// <summary>Waits until the host stops.</summary>
    /// <returns>The exit code: 0 if the host was asked to stop, 1 if it stopped by itself.</returns>
    public static async Task<int> WaitAsync(IHost host, CancellationToken stop)
    {
        await host.WaitForShutdownAsync(stop);
        return stop.IsCancellationRequested ? AskedTo : ByItself;
    }

    private sealed class Quiet : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
