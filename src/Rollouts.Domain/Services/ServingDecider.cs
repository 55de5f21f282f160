using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Services;

/// <summary>Decides on candidates that were taken back and that requests still reach.</summary>
public static class ServingDecider
{
    /// <summary>The candidates of a rollout that requests still reach. A return waits for none of them.</summary>
    public static ValueList<Blocker> BlockersOf(Service state, RolloutSpec terms) =>
        terms.ReturnOf is not null
            ? []
            : terms
                .Targets.Select(target => state.ServingOn(target.Name, target.Candidate))
                .OfType<ServingBackend>()
                .Where(serving => !serving.IsConfirmed)
                .Select(serving =>
                    (Blocker)new Blocker.CandidateStillServing(serving.Target, serving.Backend, serving.Sentence)
                )
                .ToValueList();

    /// <summary>
    /// Whether requests to a candidate that was taken back still mean that it is served against the router. After
    /// another rollout has begun, only a flag that is raised is watched: it blocks the backend until it ends.
    /// </summary>
    public static bool IsWatched(Service state, RolloutId by, TargetName target, BackendName backend) =>
        state.LastBegun == by || state.ServingOn(target, backend)?.By == by;

    /// <summary>What an answer about a candidate that was taken back changes; null for nothing.</summary>
    /// <param name="still">What was counted while requests reach it; null when they have ended.</param>
    public static ServiceEvent? Report(
        Service state,
        RolloutId by,
        TargetName target,
        BackendName backend,
        string? still,
        Instant now
    )
    {
        if (!IsWatched(state, by, target, backend))
        {
            return null;
        }

        return (state.ServingOn(target, backend), still) switch
        {
            (null, { } sentence) => new ServiceEvent.StillServing(target, backend, by, now, sentence),
            ({ }, null) => new ServiceEvent.ServingCleared(target, backend),
            _ => null,
        };
    }

    /// <summary>Allows a backend to be used although requests still reach it.</summary>
    public static ServiceDecision Confirm(Service state, TargetName target, BackendName backend) =>
        state.ServingOn(target, backend) switch
        {
            null => new ServiceDecision.Refused(
                "service.not-serving",
                $"no request is known to reach '{backend}' on '{target}' since it was taken back; nothing is blocked"
            ),
            { IsConfirmed: true } => new ServiceDecision.Accepted(state, [], Opens: null),
            _ => ServiceDecider.Accept(state, opens: null, [new ServiceEvent.ServingConfirmed(target, backend)]),
        };

    /// <summary>The backends get traffic by intent from now on.</summary>
    internal static IEnumerable<ServiceEvent> UsedBy(Service state, RolloutSpec terms) =>
        terms
            .Targets.Where(target => state.ServingOn(target.Name, target.Candidate) is not null)
            .Select(target => new ServiceEvent.ServingCleared(target.Name, target.Candidate));
}
