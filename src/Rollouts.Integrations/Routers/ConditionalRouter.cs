using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers;

/// <summary>
/// A router whose routes are documents. Each change reads the document, changes the relevant part, and writes it on the
/// condition that no other client has changed it.
/// </summary>
/// <typeparam name="TWhere">The place of a document. Its text form names it in sentences.</typeparam>
internal abstract class ConditionalRouter<TWhere>(RouterTraits traits) : ITrafficRouter
    where TWhere : notnull
{
    /// <summary>Changes the shares of a document, or returns a fault without any change.</summary>
    protected delegate Fault? Change(IBackendShares shares, TWhere where);

    public Task<Answer<ObservedTraffic>> ReadAsync(RouteArms route, CancellationToken cancellation) =>
        RunAsync<ObservedTraffic>(
            async end =>
            {
                var where = WhereOf(route.Where);
                var read = await ReadAsync(route, where, end).ConfigureAwait(false);
                if (!read.TryGet(out var shares, out var fault))
                {
                    return fault;
                }

                var seen = shares.See(route.Candidate, route.Stable);

                return IsWhole(shares, route, seen) ? seen : Missing(route.Stable, where);
            },
            cancellation
        );

    /// <summary>
    /// A weight that falls is written alone and first, so that nothing about rules can hold it up. The rules follow.
    /// </summary>
    public async Task<Fault?> WriteAsync(RouteArms route, Traffic traffic, CancellationToken cancellation)
    {
        if (Refusal(route, traffic) is { } refusal)
        {
            return refusal;
        }

        var leavesRules = false;
        Fault? Share(IBackendShares shares, TWhere where)
        {
            var now = shares.See(route.Candidate, route.Stable).Traffic;
            var step = KeepsRules(now, traffic) ? traffic with { Matches = now.Matches } : traffic;
            leavesRules = step.Matches != traffic.Matches && !MatchGroups.AreUnknown(traffic.Matches);
            return NeedsCandidate(step) && !shares.Has(route.Candidate) ? Missing(route.Candidate, where)
                : step.Candidate != Weight.Full && !shares.Has(route.Stable) ? Missing(route.Stable, where)
                : (step.Matches == now.Matches ? null : MatchRefusal(route, step))
                    ?? shares.Share(route.Candidate, route.Stable, step);
        }

        var fault = await ApplyAsync(route, Share, cancellation).ConfigureAwait(false);
        return fault is null && leavesRules
            ? await ApplyAsync(route, Share, cancellation).ConfigureAwait(false)
            : fault;
    }

    public virtual Task<Fault?> AddCandidateAsync(RouteArms route, CancellationToken cancellation) =>
        ApplyAsync(
            route,
            (shares, _) => shares.Has(route.Candidate) ? null : shares.Add(route.Candidate, route.Stable),
            cancellation
        );

    public virtual Task<Fault?> RemoveStableAsync(RouteArms route, CancellationToken cancellation) =>
        ApplyAsync(
            route,
            (shares, where) =>
            {
                if (shares.HasTraffic(route.Stable))
                {
                    return new Fault(
                        FaultKind.Refused,
                        $"backend '{route.Stable}' of {where} still gets traffic; it is not removed"
                    );
                }

                shares.Remove(route.Stable);
                return null;
            },
            cancellation
        );

    public abstract void Dispose();

    protected abstract TWhere WhereOf(Settings route);

    /// <summary>The system that faults name, with its address.</summary>
    protected abstract string System { get; }

    /// <summary>One read or one change, however many requests it takes, within the time of one call.</summary>
    protected abstract Task<Answer<T>> RunAsync<T>(
        Func<CancellationToken, Task<Answer<T>>> call,
        CancellationToken cancellation
    );

    /// <summary>The shares that are in force.</summary>
    protected abstract Task<Answer<IBackendShares>> ReadAsync(RouteArms route, TWhere where, CancellationToken end);

    /// <summary>Changes the document and waits until the change is in force.</summary>
    protected abstract Task<Answer<Done>> ChangeAsync(
        RouteArms route,
        TWhere where,
        Change change,
        CancellationToken end
    );

    protected async Task<Fault?> ApplyAsync(RouteArms route, Change change, CancellationToken cancellation)
    {
        var where = WhereOf(route.Where);
        var answer = await RunAsync(end => ChangeAsync(route, where, change, end), cancellation).ConfigureAwait(false);
        return answer.TryGet(out _, out var fault) ? null : fault;
    }

    /// <summary>Why the weights of this route are ambiguous; null if they are not.</summary>
    protected Fault? Ambiguous(IBackendShares shares, RouteArms route, TWhere where) =>
        new[] { route.Candidate, route.Stable }.Where(shares.HasTwice).ToList() is [var name, ..]
            ? new Fault(
                FaultKind.Unusable,
                $"{where} names backend '{name}' more than once, so its weight cannot be told; {System}"
            )
            : null;

    /// <summary>
    /// Whether no backend is missed. An old version that was taken away after the new one had everything is not.
    /// </summary>
    protected static bool IsWhole(IBackendShares shares, RouteArms route, ObservedTraffic seen) =>
        shares.Has(route.Stable) || seen == ObservedTraffic.Of(Traffic.All);

    private Fault Missing(BackendName backend, TWhere where) =>
        new(FaultKind.NotFound, $"{System} has no backend '{backend}' on {where}");

    /// <summary>
    /// Whether the rules stay as they are: while the weight falls, and where what is wanted is what could not be read.
    /// </summary>
    private static bool KeepsRules(Traffic now, Traffic wanted) =>
        wanted.Candidate < now.Candidate
        || (wanted.Candidate == now.Candidate && MatchGroups.AreUnknown(wanted.Matches));

    private static bool NeedsCandidate(Traffic traffic) =>
        traffic.Candidate != Weight.Zero || traffic.Mirror != Weight.Zero || !traffic.Matches.IsEmpty;

    // Plans that ask for it were refused before, so this is the last fence.
    private Fault? Refusal(RouteArms route, Traffic traffic)
    {
        var able = traits.Narrow(traits, route.Where);
        return traffic.Mirror != Weight.Zero && !able.Mirrors ? Refused($"{able.Title} mirrors no requests here")
            : !able.Weights.CanGive(traffic.Candidate)
                ? Refused(
                    $"{able.Title} cannot give {traffic.Candidate} to the candidate; the nearest that it can is "
                        + able.Weights.SayNearest(traffic.Candidate)
                )
            : null;
    }

    private Fault? MatchRefusal(RouteArms route, Traffic traffic)
    {
        var able = traits.Narrow(traits, route.Where);
        return traffic.Matches.IsEmpty ? null
            : able.Requests is not { } requests
                ? Refused($"{able.Title} does not route requests by what they carry here")
            : traffic
                .Matches.SelectMany(match => match.All)
                .Any(one => !requests.Parts.Contains(one.Part) || requests.LackOf(one) is not null)
                ? Refused($"{able.Title} cannot route by {string.Join(" or ", traffic.Matches)}")
            : null;
    }

    private static Fault Refused(string why) => new(FaultKind.Refused, why);
}
