using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers.HAProxy.DataPlane;

namespace Rollouts.Integrations.Routers.HAProxy;

/// <summary>
/// Drives one HAProxy. Its runtime API takes effect at once and decides. If a Data Plane API is connected, the
/// configuration file follows, so that a reload restores no old weights.
/// </summary>
internal sealed class HAProxyRouter(HAProxySettings settings, AdapterContext around) : ITrafficRouter
{
    private readonly RuntimeSocket _socket = new(settings.Socket);
    private readonly DataPlaneFile? _file = settings.DataPlane is { } endpoint
        ? new DataPlaneFile(endpoint, around)
        : null;

    public Task<Answer<ObservedTraffic>> ReadAsync(RouteArms route, CancellationToken cancellation) =>
        CallAsync<ObservedTraffic>(
            async end =>
            {
                var proxy = HAProxyDescriptor.Route.Read(route.Where);
                var answer = await SectionAsync(proxy, end).ConfigureAwait(false);
                return answer.TryGet(out var section, out var fault) ? Look(section, route, proxy) : fault;
            },
            cancellation
        );

    public async Task<Fault?> WriteAsync(RouteArms route, Traffic traffic, CancellationToken cancellation)
    {
        if (HAProxyLimits.Refusal(traffic) is { } refusal)
        {
            return refusal;
        }

        var proxy = HAProxyDescriptor.Route.Read(route.Where);
        var numbers = HAProxyLimits.Weights.Nearest(traffic.Candidate);
        var candidate = new BackendWeight(route.Candidate, numbers.Candidate);
        var stable = new BackendWeight(route.Stable, numbers.Stable);
        var written = await CallAsync<Done>(end => SetAsync(proxy, candidate, stable, end), cancellation)
            .ConfigureAwait(false);
        if (!written.TryGet(out _, out var fault))
        {
            return fault;
        }

        // The runtime weights come first, because a failure to write the file must not keep traffic where it should not
        // be.
        return _file is null
            ? null
            : await _file.KeepAsync(proxy, candidate, stable, cancellation).ConfigureAwait(false);
    }

    public Task<Fault?> AddCandidateAsync(RouteArms route, CancellationToken cancellation) =>
        Task.FromResult<Fault?>(
            new Fault(
                FaultKind.Refused,
                $"{_socket.Name} is given no servers from here; put '{route.Candidate}' into its configuration"
            )
        );

    public Task<Fault?> RemoveStableAsync(RouteArms route, CancellationToken cancellation) =>
        Task.FromResult<Fault?>(
            new Fault(
                FaultKind.Refused,
                $"{_socket.Name} loses no servers from here; take '{route.Stable}' out of its configuration"
            )
        );

    public void Dispose() => _file?.Dispose();

    private Task<Answer<T>> CallAsync<T>(
        Func<CancellationToken, Task<Answer<T>>> call,
        CancellationToken cancellation
    ) => new BoundedCall(_socket.Name, settings.Timeout, around.Clock).RunAsync(call, cancellation);

    private Answer<ObservedTraffic> Look(BackendSection section, RouteArms route, string proxy)
    {
        var seen = section.See(route.Candidate, route.Stable);

        // A stable backend that was removed after the candidate had taken all traffic is no fault.
        return section.Find(route.Stable) is null && seen != ObservedTraffic.Of(Traffic.All)
            ? Missing(route.Stable, proxy)
            : seen;
    }

    private async Task<Answer<Done>> SetAsync(
        string proxy,
        BackendWeight candidate,
        BackendWeight stable,
        CancellationToken end
    )
    {
        var answer = await SectionAsync(proxy, end).ConfigureAwait(false);
        if (!answer.TryGet(out var section, out var fault))
        {
            return fault;
        }

        int? Now(BackendWeight side) => section.Find(side.Backend)?.Weight;
        var missing = new[] { candidate, stable }.Where(side => side.Weight > 0 && Now(side) is null).ToList();
        if (missing.Count > 0)
        {
            return Missing(missing[0].Backend, proxy);
        }

        var changes = WeightChange.Order((candidate, Now(candidate)), (stable, Now(stable)));
        return changes.Count > 0 && await SendAsync(proxy, changes, end).ConfigureAwait(false) is { } refused
            ? refused
            : default(Done);
    }

    private async Task<Fault?> SendAsync(string proxy, IReadOnlyList<BackendWeight> changes, CancellationToken end)
    {
        var commands = changes.Select(change => $"set weight {proxy}/{change.Backend} {change.Weight}").ToArray();
        var answer = await _socket.AskAsync(end, commands).ConfigureAwait(false);
        return !answer.TryGet(out var text, out var fault) ? fault
            // The answer is empty on success, and has a line for each failed command otherwise.
            : string.IsNullOrWhiteSpace(text) ? null
            : RuntimeFaults.Of(_socket.Name, string.Join("; ", commands), text, FaultKind.Refused);
    }

    private Fault Missing(BackendName server, string proxy) =>
        new(FaultKind.NotFound, $"{_socket.Name} has no server '{server}' in backend section '{proxy}'");

    private async Task<Answer<BackendSection>> SectionAsync(string proxy, CancellationToken end)
    {
        const int servers = 4;
        var answer = await _socket.AskAsync(end, $"show stat {proxy} {servers} -1").ConfigureAwait(false);
        return !answer.TryGet(out var text, out var fault) ? fault
            : BackendSection.Parse(text) is { } section ? section
            : RuntimeFaults.Of(_socket.Name, $"show backend section '{proxy}'", text, FaultKind.Unusable);
    }
}
