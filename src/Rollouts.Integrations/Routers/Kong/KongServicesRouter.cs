using System.Text.Json;
using System.Text.Json.Nodes;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Kong;

/// <summary>
/// Drives one Kong by switching a route from the service of one version to that of the other, in one write.
/// </summary>
internal sealed class KongServicesRouter(Endpoint endpoint, AdapterContext around) : ITrafficRouter
{
    private readonly KongAdmin _kong = new(endpoint, around);

    public Task<Answer<ObservedTraffic>> ReadAsync(RouteArms route, CancellationToken cancellation) =>
        _kong.RunAsync(end => ReadOnceAsync(route, end), cancellation);

    public async Task<Fault?> WriteAsync(RouteArms route, Traffic traffic, CancellationToken cancellation)
    {
        if (KongLimits.Refusal(traffic, KongLimits.Services) is { } refusal)
        {
            return refusal;
        }

        var name = KongServicesDescriptor.Route.Read(route.Where);
        var wanted = traffic.Candidate == Weight.Full ? route.Candidate : route.Stable;
        return await _kong.DoAsync(end => PointAsync(name, wanted, end), cancellation).ConfigureAwait(false);
    }

    public Task<Fault?> AddCandidateAsync(RouteArms route, CancellationToken cancellation) =>
        Task.FromResult<Fault?>(
            new Fault(FaultKind.Refused, $"{_kong.Name} is given no services from here; make '{route.Candidate}' there")
        );

    public Task<Fault?> RemoveStableAsync(RouteArms route, CancellationToken cancellation) =>
        Task.FromResult<Fault?>(
            new Fault(FaultKind.Refused, $"{_kong.Name} loses no services from here; take '{route.Stable}' away there")
        );

    public void Dispose() => _kong.Dispose();

    private async Task<Answer<ObservedTraffic>> ReadOnceAsync(RouteArms route, CancellationToken end)
    {
        var name = KongServicesDescriptor.Route.Read(route.Where);
        var shown = await RouteAsync(name, end).ConfigureAwait(false);
        var one = await ServiceAsync(route.Candidate, end).ConfigureAwait(false);
        var other = await ServiceAsync(route.Stable, end).ConfigureAwait(false);
        if (
            !shown.TryGet(out var at, out var fault)
            || !one.TryGet(out var candidate, out fault)
            || !other.TryGet(out var stable, out fault)
        )
        {
            return fault;
        }

        // A stable backend that was removed after the candidate had taken all traffic is no fault.
        return stable.Length == 0 && at != candidate
            ? Missing(route.Stable)
            : new Portions(
                at.Length > 0 && at == candidate ? 1 : 0,
                at.Length > 0 && at == stable ? 1 : 0,
                at != candidate && at != stable ? 1 : 0
            ).See(candidate.Length > 0);
    }

    private async Task<Fault?> PointAsync(string name, BackendName wanted, CancellationToken end)
    {
        var shown = await RouteAsync(name, end).ConfigureAwait(false);
        var answer = await ServiceAsync(wanted, end).ConfigureAwait(false);
        if (!shown.TryGet(out var at, out var fault) || !answer.TryGet(out var service, out fault))
        {
            return fault;
        }

        if (service.Length == 0)
        {
            return Missing(wanted);
        }

        var body = KongAdmin.Body(new JsonObject { ["service"] = new JsonObject { ["id"] = service } });
        return at == service
            ? null
            : await _kong.ChangeAsync(_kong.Api.PatchRouteAsync(name, body, end), end).ConfigureAwait(false);
    }

    /// <summary>Returns the id of the service that a route points at; empty for none.</summary>
    private async Task<Answer<string>> RouteAsync(string name, CancellationToken end)
    {
        var answer = await _kong.FindAsync(_kong.Api.GetRouteAsync(name, end), end).ConfigureAwait(false);
        return !answer.TryGet(out var route, out var fault) && fault is not null ? fault
            : route is not { } found ? new Fault(FaultKind.NotFound, $"{_kong.Name} has no route '{name}'")
            : found.TryGetProperty("service", out var service) && service.ValueKind == JsonValueKind.Object
                ? IdOf(service)
            : "";
    }

    /// <summary>Returns the id of a service; empty if no service has this name.</summary>
    private async Task<Answer<string>> ServiceAsync(BackendName name, CancellationToken end)
    {
        var answer = await _kong.FindAsync(_kong.Api.GetServiceAsync(name.Value, end), end).ConfigureAwait(false);
        return !answer.TryGet(out var service, out var fault) && fault is not null ? fault
            : service is { } found ? IdOf(found)
            : "";
    }

    private Answer<string> IdOf(JsonElement entity) =>
        entity.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && id.GetString() is { } text
            ? text
            : new Fault(FaultKind.Unusable, $"{_kong.Name} answers with an entity that has no id");

    private Fault Missing(BackendName service) => new(FaultKind.NotFound, $"{_kong.Name} has no service '{service}'");
}
