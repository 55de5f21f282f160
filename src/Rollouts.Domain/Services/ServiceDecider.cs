using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Deciding;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Services;

/// <summary>Serializes the rollouts of one service, and records the stable backends.</summary>
public static class ServiceDecider
{
    public static ServiceDecision Start(Service state, StartRequest request) =>
        request.Mode == RolloutMode.Observe
            ? ObservedStart.Decide(state, request)
            : Start(state, request, retried: null);

    private static ServiceDecision Start(Service state, StartRequest request, RolloutSpec? retried)
    {
        if (request.IsOncePerVersion && KnownAlready(state, request.Plan, request.Version) is { } known)
        {
            return known;
        }

        if (state.UnderWay is { OnNewVersion: NewVersionPolicy.Refuse } running)
        {
            return Refuse(
                "service.busy",
                $"version {running.Version} is still on its way (rollout {running.Id}), and its plan refuses "
                    + "newer ones meanwhile"
            );
        }

        var adopted = RolloutSpecFactory.Adopt(state, request);
        var seen = adopted.IsEmpty ? state : ServiceEvolution.Evolve(state, new ServiceEvent.Adopted(adopted));
        return RolloutSpecFactory.TermsOf(seen, request, retried) switch
        {
            { Refusal: { } refusal } => refusal,
            { Spec: { } terms } when !request.HasApprovers && Unapprovable(terms) is { } refusal => refusal,
            { Spec: { } terms } => Accept(
                state,
                terms,
                [
                    .. adopted.IsEmpty ? [] : (ServiceEvent[])[new ServiceEvent.Adopted(adopted)],
                    .. state.Waiting is { } older
                        ? (ServiceEvent[])[new ServiceEvent.QueueLeft(new Leaving(older.Id, request.Id))]
                        : [],
                    new ServiceEvent.Queued(TurnOf(state, terms))
                    {
                        Authors = terms.Authors,
                        HasUnknownAuthor = terms.HasUnknownAuthor,
                    },
                ]
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>
    /// Why a version needs no start: it is under way, waiting, or stable already; null if it is none of these.
    /// </summary>
    public static ServiceDecision.Refused? KnownAlready(Service state, Plan plan, VersionName version) =>
        state.UnderWay is { } running && running.Version == version
            ? Refuse(
                "service.version-under-way",
                $"version {running.Version} is on its way already (rollout {running.Id})"
            )
        : state.Waiting is { } waiting && waiting.Version == version
            ? Refuse("service.version-waiting", $"version {waiting.Version} waits already (rollout {waiting.Id})")
        : plan.Targets.All(target => state.StableOn(target.Name)?.Version == version)
            ? Refuse("service.version-stable", $"version {version} is stable already")
        : null;

    /// <summary>The same release again, with the snapshot it had.</summary>
    public static ServiceDecision Retry(Service state, RolloutSpec old, int number, Status ended, StartRequest request)
    {
        if (old.Observes)
        {
            return Refuse(
                "rollout.observes-only",
                $"rollout {old.Id} was only observed: another controller moved the weights, and nothing "
                    + "can be tried again"
            );
        }

        if (ended is not Status.Final)
        {
            return Refuse(
                "service.not-ended",
                $"rollout {old.Id} has not ended ({ended.Name}); it needs no second try yet"
            );
        }

        if (ended is Status.Succeeded)
        {
            return Refuse(
                "service.succeeded-already",
                $"rollout {old.Id} has succeeded; there is nothing to try again"
            );
        }

        return state.LastSuccess is { } newer && newer.Number > number
            ? Refuse(
                "service.newer-succeeded",
                $"a newer rollout ({newer.Id}) has succeeded since; start this version anew if it is really meant"
            )
            : Start(state, request with { Plan = old.Plan, Version = old.Version }, old);
    }

    /// <summary>Returns to the version before the newest success, in one shift.</summary>
    /// <param name="gone">The targets whose old backend is no longer on the route.</param>
    /// <param name="isConfirmed">
    /// Whether the caller knows that the rollout has passed its point of no return, if its plan has one.
    /// </param>
    public static ServiceDecision Return(
        Service state,
        RolloutSpec succeeded,
        RolloutId id,
        Actor by,
        ValueList<TargetName> gone,
        bool isConfirmed = false
    )
    {
        // A rollout that has succeeded has passed every point of its plan.
        if (succeeded.Steps.PointOfNoReturn is { } point && !isConfirmed)
        {
            return Refuse(
                RolloutRefusals.PastThePointCode,
                $"rollout {succeeded.Id} has passed its point of no return ({point.Because}); {RolloutRefusals.Confirm}"
            );
        }

        if (state.LastSuccess is not { } last || last.Id != succeeded.Id)
        {
            return Refuse(
                "service.not-the-newest",
                $"rollout {succeeded.Id} is not the newest that succeeded; only that one can be taken back"
            );
        }

        if (state.UnderWay is { } running)
        {
            return Refuse(
                "service.busy",
                $"rollout {running.Id} (version {running.Version}) is under way; roll that one back, its way back "
                    + "ends at this version"
            );
        }

        if (!gone.IsEmpty)
        {
            return Refuse(
                "service.old-backend-gone",
                $"the old backend is gone on {string.Join(", ", gone)}; start a rollout of the old version instead"
            );
        }

        var terms = RolloutSpecFactory.ReturnTerms(state, succeeded, last, id, by);
        return Accept(
            state,
            terms,
            [new ServiceEvent.ReturnBegan(TurnOf(state, terms)), .. ServingDecider.UsedBy(state, terms)]
        );
    }

    /// <summary>A queued rollout has nothing in its way any more.</summary>
    public static ServiceDecision Begin(Service state, RolloutSpec terms) =>
        state.UnderWay?.Id == terms.Id ? new ServiceDecision.Accepted(state, [], Opens: null)
        : state.UnderWay is { } other ? Refuse("service.busy", $"rollout {other.Id} is under way")
        : state.Waiting?.Id != terms.Id
            ? Refuse("service.not-next", $"rollout {terms.Id} has left its place in the queue")
        : ServingDecider.BlockersOf(state, terms) is [var still, ..]
            ? Refuse("service.candidate-still-serving", still.Say())
        : SinceOpened(state, terms) is not null
            ? Refuse("service.stable-moved", $"another backend is stable than when rollout {terms.Id} was opened")
        : Accept(state, opens: null, [new ServiceEvent.Began(terms.Id), .. ServingDecider.UsedBy(state, terms)]);

    /// <summary>
    /// The input for a waiting rollout after another backend became stable; null if none did. A rollout whose version
    /// has become stable, or that has no valid backend any more, is rolled back.
    /// </summary>
    public static Input? SinceOpened(Service state, RolloutSpec terms)
    {
        if (terms.ReturnOf is not null)
        {
            return null;
        }

        return RolloutSpecFactory.TargetsNow(state, terms) switch
        {
            { Refusal: { } refusal } => new Command.RollBack(
                $"{refusal.Code}-{state.LastSuccess?.Id}",
                Actor.Machine,
                refusal.Message
            ),
            { Targets: var targets } when targets != terms.Targets => new Observation.StableMoved(targets),
            _ => null,
        };
    }

    public static ServiceDecision End(Service state, Rollout rollout)
    {
        var id = rollout.Spec.Id;
        var number = state.UnderWay?.Id == id ? state.UnderWay.Number : 0;
        return rollout.Status is Status.Succeeded
            ? Accept(
                state,
                opens: null,
                [new ServiceEvent.StableMoved(id, number, StableAfter(rollout)), new ServiceEvent.Ended(id)]
            )
            : Accept(state, opens: null, [new ServiceEvent.Ended(id)]);
    }

    /// <summary>The blockers of a rollout that other rollouts of its service cause.</summary>
    public static ValueList<Blocker> BlockersOf(Service state, RolloutId id) =>
        state.UnderWay is { } other && other.Id != id ? [new Blocker.OtherRollout(other.Id, other.Version)] : [];

    /// <summary>The rollout that should yield to the waiting one, with the waiting one; null for none.</summary>
    public static (RolloutId Older, RolloutId Newer)? ShouldYield(Service state) =>
        state is { UnderWay: { OnNewVersion: NewVersionPolicy.Supersede } older, Waiting: { } newer }
            ? (older.Id, newer.Id)
            : null;

    /// <summary>Null unless a step needs more approvals than the owner of the installation can give alone.</summary>
    private static ServiceDecision.Refused? Unapprovable(RolloutSpec terms) =>
        terms
            .Steps.Instructions.OfType<Instruction.Approve>()
            .Select(asked => Approvals.Needed(terms, asked))
            .DefaultIfEmpty()
            .Max()
            is > 1
                and var needed
            ? Refuse(
                "service.approvers-missing",
                $"the plan needs {needed} approvals by different people"
                    + (terms.HasUnknownAuthor ? " (one of them because an author is unknown)" : "")
                    + "; no identity provider is connected, so the owner of the installation is the only person who "
                    + "can approve. Connect a provider under 'signIn'"
            )
            : null;

    private static ValueList<StableBackend> StableAfter(Rollout rollout) =>
        rollout
            .Spec.Targets.Select(target => new StableBackend(target.Name, target.Candidate, rollout.Spec.Version))
            .ToValueList();

    private static QueueEntry TurnOf(Service state, RolloutSpec terms) =>
        new(terms.Id, state.Opened + 1, terms.Version, terms.Plan.Limits.NewVersion);

    internal static ServiceDecision.Accepted Accept(
        Service state,
        RolloutSpec? opens,
        ValueList<ServiceEvent> events
    ) => new(events.Aggregate(state, ServiceEvolution.Evolve), events, opens);

    private static ServiceDecision.Refused Refuse(string code, string message) => new(code, message);
}
