using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Hosting;

namespace Rollouts.Engine.Tests.Sandboxed;

/// <summary>A busy machine may be too slow for the seconds in which a router must answer a start.</summary>
internal static class Patiently
{
    private const int Attempts = 20;

    public static async Task<CommandResult<Rollout>> StartAsync(WorkerHost host, StartOrder order)
    {
        for (var attempt = 1; ; attempt++)
        {
            var started = await host.Engine.Starter.StartAsync(order, answer: null, default);
            if (
                attempt == Attempts
                || started is not CommandResult<Rollout>.Refused { Why.Code: "service.router-unreadable" }
            )
            {
                return started;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        }
    }
}
