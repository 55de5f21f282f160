using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;

namespace Rollouts.Fakes.Routers;

/// <summary>
/// A router in memory that does what it is told unless it is told not to. It draws no lots: whoever holds it says
/// what goes wrong, call by call.
/// </summary>
public sealed class FakeRouter(RouterTraits traits, TimeProvider clock) : ITrafficRouter
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Settings, FakeRoute> _routes = [];
    private readonly Dictionary<Settings, FakeRoute> _before = [];
    private readonly Dictionary<Settings, ObservedTraffic> _wanted = [];
    private readonly List<(RouteArms Route, Traffic Traffic)> _writes = [];

    public RouterTraits Traits => traits;

    /// <summary>Asked before each call what goes wrong with it; null for nothing.</summary>
    public Func<RouterCall, RouteArms, Mishap?> Mishaps { get; set; } = (_, _) => null;

    /// <summary>How long it waits for itself, as an adapter waits for its router.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Every write that took effect, whole or in part, in order.</summary>
    public IReadOnlyList<(RouteArms Route, Traffic Traffic)> Writes
    {
        get
        {
            lock (_lock)
            {
                return [.. _writes];
            }
        }
    }

    /// <summary>What a route really does; somebody else may set it at any time.</summary>
    public FakeRoute this[Settings where]
    {
        get
        {
            lock (_lock)
            {
                return _routes[where];
            }
        }
        set
        {
            lock (_lock)
            {
                Put(where, value);
            }
        }
    }

    public Task<Answer<ObservedTraffic>> ReadAsync(RouteArms route, CancellationToken cancellation) =>
        CallAsync(RouterCall.Read, route, mishap => Read(route, mishap), cancellation);

    public async Task<Fault?> WriteAsync(RouteArms route, Traffic traffic, CancellationToken cancellation) =>
        FaultOf(
            await CallAsync(RouterCall.Write, route, mishap => Write(route, traffic, mishap), cancellation)
                .ConfigureAwait(false)
        );

    public async Task<Fault?> AddCandidateAsync(RouteArms route, CancellationToken cancellation) =>
        FaultOf(
            await CallAsync(
                    RouterCall.AddCandidate,
                    route,
                    mishap =>
                        Change(route, mishap, now => now.Has(route.Candidate) ? now : now.With(route.Candidate, 0)),
                    cancellation
                )
                .ConfigureAwait(false)
        );

    public async Task<Fault?> RemoveStableAsync(RouteArms route, CancellationToken cancellation) =>
        FaultOf(
            await CallAsync(
                    RouterCall.RemoveStable,
                    route,
                    mishap => Change(route, mishap, now => now.Without(route.Stable)),
                    cancellation
                )
                .ConfigureAwait(false)
        );

    public void Dispose()
    {
        // It holds nothing: two fakes may share a world.
    }

    private async Task<Answer<T>> CallAsync<T>(
        RouterCall call,
        RouteArms route,
        Func<Mishap?, Answer<T>> act,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        var mishap = Mishaps(call, route);
        if (mishap is Mishap.Late { After: var wait })
        {
            await Task.Delay(wait < Timeout ? wait : Timeout, clock, cancellation).ConfigureAwait(false);
            if (wait >= Timeout)
            {
                return new Fault(FaultKind.TimedOut, $"the fake did not answer within {Spans.Say(Timeout)}");
            }
        }

        lock (_lock)
        {
            return mishap is Mishap.Fails fails ? fails.Fault
                : _routes.ContainsKey(route.Where) ? act(mishap)
                : new Fault(FaultKind.NotFound, $"the fake has no route {route.Where}");
        }
    }

    private Answer<ObservedTraffic> Read(RouteArms route, Mishap? mishap)
    {
        var now =
            mishap is Mishap.Stale
                ? _before.GetValueOrDefault(route.Where, _routes[route.Where])
                : _routes[route.Where];
        var seen =
            mishap is Mishap.Lie && _wanted.TryGetValue(route.Where, out var wanted)
                ? wanted
                : now.See(route.Candidate, route.Stable);
        return now.Has(route.Stable) || seen == ObservedTraffic.Of(Traffic.All) ? seen : Missing(route.Stable);
    }

    private Answer<bool> Write(RouteArms route, Traffic traffic, Mishap? mishap)
    {
        if (FakeLimits.Refusal(traits, traffic) is { } refusal)
        {
            return refusal;
        }

        var (candidate, stable) = traits.Weights.Nearest(traffic.Candidate);
        var now = _routes[route.Where];
        if (candidate > 0 && !now.Has(route.Candidate))
        {
            return Missing(route.Candidate);
        }

        if (stable > 0 && !now.Has(route.Stable))
        {
            return Missing(route.Stable);
        }

        _wanted[route.Where] = ObservedTraffic.Of(traffic);
        FakeRoute Stable(FakeRoute on) => on.Has(route.Stable) ? on.With(route.Stable, stable) : on;
        FakeRoute Candidate(FakeRoute on) => on.Has(route.Candidate) ? on.With(route.Candidate, candidate) : on;
        var half = stable < now.Weights.GetValueOrDefault(route.Stable.Value) ? Candidate(now) : Stable(now);
        var whole = Stable(Candidate(now)) with { Beside = traffic };
        if (mishap is Mishap.AcceptedOnly)
        {
            return true;
        }

        _writes.Add((route, traffic));
        return Change(route, mishap, _ => mishap is Mishap.HalfDone ? half : whole);
    }

    private Answer<bool> Change(RouteArms route, Mishap? mishap, Func<FakeRoute, FakeRoute> change)
    {
        if (!traits.AddsBackends && change(_routes[route.Where]).Weights.Count != _routes[route.Where].Weights.Count)
        {
            return new Fault(FaultKind.Refused, "the fake adds and removes no backends");
        }

        Put(route.Where, change(_routes[route.Where]));
        return mishap switch
        {
            Mishap.DoneButFails fails => fails.Fault,
            Mishap.HalfDone half => half.Fault,
            _ => true,
        };
    }

    private void Put(Settings where, FakeRoute route)
    {
        _before[where] = _routes.GetValueOrDefault(where, route);
        _routes[where] = route;
    }

    private static Fault Missing(BackendName backend) =>
        new(FaultKind.NotFound, $"the fake's route has no backend '{backend}'");

    private static Fault? FaultOf(Answer<bool> answer) => answer.TryGet(out _, out var fault) ? null : fault;
}
