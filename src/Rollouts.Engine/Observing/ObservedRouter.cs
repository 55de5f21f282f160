using System.Diagnostics;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Metering;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;

namespace Rollouts.Engine.Observing;

/// <summary>A router whose calls are measured.</summary>
internal sealed class ObservedRouter(ITrafficRouter inner, string system, string direction, TimeProvider time)
    : ITrafficRouter
{
    public Task<Answer<ObservedTraffic>> ReadAsync(RouteArms route, CancellationToken cancellation) =>
        CallAsync("read", () => inner.ReadAsync(route, cancellation), Measured.OutcomeOf);

    public Task<Fault?> WriteAsync(RouteArms route, Traffic traffic, CancellationToken cancellation) =>
        CallAsync("write", () => inner.WriteAsync(route, traffic, cancellation), Measured.OutcomeOf);

    public Task<Fault?> AddCandidateAsync(RouteArms route, CancellationToken cancellation) =>
        CallAsync("add", () => inner.AddCandidateAsync(route, cancellation), Measured.OutcomeOf);

    public Task<Fault?> RemoveStableAsync(RouteArms route, CancellationToken cancellation) =>
        CallAsync("remove", () => inner.RemoveStableAsync(route, cancellation), Measured.OutcomeOf);

    public void Dispose()
    {
        // The owner of the router shares it and disposes it.
    }

    private async Task<T> CallAsync<T>(string operation, Func<Task<T>> call, Func<T, string> outcomeOf)
    {
        using var span = Traces.BeginPart("router call " + operation, ActivityKind.Client);
        span?.SetTag(Traces.System, system);
        return await Measured.CallAsync(
            span,
            Telemetry.RouterCalls,
            new TagList
            {
                { Labels.System, system },
                { Labels.Operation, operation },
                { Labels.Direction, direction },
            },
            time,
            call,
            outcomeOf
        );
    }
}
