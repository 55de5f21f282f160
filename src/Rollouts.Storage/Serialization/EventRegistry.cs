using System.Collections.Frozen;
using Rollouts.Domain.Access;
using Rollouts.Domain.Alarms;
using Rollouts.Domain.Chat;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Environments;
using Rollouts.Domain.Freezes;
using Rollouts.Domain.Plans.Revisions;
using Rollouts.Domain.Restores;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Routes;
using Rollouts.Domain.Services;
using Rollouts.Domain.Triggers;

namespace Rollouts.Storage.Serialization;

/// <summary>
/// The permanent names of stored events. They are independent of class names, so that code can be renamed and old
/// records stay readable. A changed shape gets a new version, and the old one an upcaster.
/// </summary>
public static class EventRegistry
{
    private static readonly FrozenDictionary<string, Type> TypesByName = new Dictionary<string, Type>(
        StringComparer.Ordinal
    )
    {
        ["rollout.opened.v1"] = typeof(RolloutEvent.Opened),
        ["rollout.blockers-changed.v1"] = typeof(RolloutEvent.BlockersChanged),
        ["rollout.backends-changed.v1"] = typeof(RolloutEvent.BackendsChanged),
        ["rollout.began.v1"] = typeof(RolloutEvent.Began),
        ["rollout.step-entered.v1"] = typeof(RolloutEvent.StepEntered),
        ["rollout.step-completed.v1"] = typeof(RolloutEvent.StepCompleted),
        ["rollout.traffic-seen.v1"] = typeof(RolloutEvent.TrafficSeen),
        ["rollout.traffic-applied.v1"] = typeof(RolloutEvent.TrafficApplied),
        ["rollout.router-lost.v1"] = typeof(RolloutEvent.RouterLost),
        ["rollout.router-found.v1"] = typeof(RolloutEvent.RouterFound),
        ["rollout.drifted-down.v1"] = typeof(RolloutEvent.DriftedDown),
        ["rollout.drifted-up.v1"] = typeof(RolloutEvent.DriftedUp),
        ["rollout.verdict-changed.v1"] = typeof(RolloutEvent.VerdictChanged),
        ["rollout.evidence-renewed.v1"] = typeof(RolloutEvent.EvidenceRenewed),
        ["rollout.approved.v1"] = typeof(RolloutEvent.Approved),
        ["rollout.approved-ahead.v1"] = typeof(RolloutEvent.ApprovedAhead),
        ["rollout.approval-withdrawn.v1"] = typeof(RolloutEvent.ApprovalWithdrawn),
        ["rollout.approval-voided.v1"] = typeof(RolloutEvent.ApprovalVoided),
        ["rollout.rejected.v1"] = typeof(RolloutEvent.Rejected),
        ["rollout.gate-opened.v1"] = typeof(RolloutEvent.GateOpened),
        ["rollout.escalated.v1"] = typeof(RolloutEvent.Escalated),
        ["rollout.gate-refused.v1"] = typeof(RolloutEvent.GateRefused),
        ["rollout.alarm-rang.v1"] = typeof(RolloutEvent.AlarmRang),
        ["rollout.alarm-cleared.v1"] = typeof(RolloutEvent.AlarmCleared),
        ["rollout.freezes-changed.v1"] = typeof(RolloutEvent.FreezesChanged),
        ["rollout.promoted.v1"] = typeof(RolloutEvent.Promoted),
        ["rollout.paused.v1"] = typeof(RolloutEvent.Paused),
        ["rollout.resumed.v1"] = typeof(RolloutEvent.Resumed),
        ["rollout.rollback-started.v1"] = typeof(RolloutEvent.RollbackStarted),
        ["rollout.rollback-withheld.v1"] = typeof(RolloutEvent.RollbackWithheld),
        ["rollout.store-went-back.v1"] = typeof(RolloutEvent.StoreWentBack),
        ["rollout.hold-released.v1"] = typeof(RolloutEvent.HoldReleased),
        ["rollout.would-have-acted.v1"] = typeof(RolloutEvent.WouldHaveActed),
        ["rollout.observation-ended.v1"] = typeof(RolloutEvent.ObservationEnded),
        ["rollout.succeeded.v1"] = typeof(RolloutEvent.Succeeded),
        ["rollout.rolled-back.v1"] = typeof(RolloutEvent.RolledBack),
        ["rollout.cancelled.v1"] = typeof(RolloutEvent.Cancelled),
        ["rollout.superseded.v1"] = typeof(RolloutEvent.Superseded),
        ["rollout.abandoned.v1"] = typeof(RolloutEvent.Abandoned),
        ["service.adopted.v1"] = typeof(ServiceEvent.Adopted),
        ["service.queued.v1"] = typeof(ServiceEvent.Queued),
        ["service.queue-left.v1"] = typeof(ServiceEvent.QueueLeft),
        ["service.began.v1"] = typeof(ServiceEvent.Began),
        ["service.return-began.v1"] = typeof(ServiceEvent.ReturnBegan),
        ["service.ended.v1"] = typeof(ServiceEvent.Ended),
        ["service.stable-moved.v1"] = typeof(ServiceEvent.StableMoved),
        ["service.route-drifted.v1"] = typeof(ServiceEvent.RouteDrifted),
        ["service.backend-added.v1"] = typeof(ServiceEvent.BackendAdded),
        ["service.backend-not-added.v1"] = typeof(ServiceEvent.BackendNotAdded),
        ["service.backend-idle.v1"] = typeof(ServiceEvent.BackendIdle),
        ["service.backend-in-use.v1"] = typeof(ServiceEvent.BackendInUse),
        ["service.backend-removed.v1"] = typeof(ServiceEvent.BackendRemoved),
        ["service.still-serving.v1"] = typeof(ServiceEvent.StillServing),
        ["service.serving-cleared.v1"] = typeof(ServiceEvent.ServingCleared),
        ["service.serving-confirmed.v1"] = typeof(ServiceEvent.ServingConfirmed),
        ["environment.slot-taken.v1"] = typeof(OccupancyEvent.SlotTaken),
        ["environment.slot-freed.v1"] = typeof(OccupancyEvent.SlotFreed),
        ["store.hold-began.v1"] = typeof(StoreHoldEvent.Began),
        ["route.claimed.v1"] = typeof(RouteClaimEvent.Claimed),
        ["route.used.v1"] = typeof(RouteClaimEvent.Used),
        ["route.freed.v1"] = typeof(RouteClaimEvent.Freed),
        ["plan.submitted.v1"] = typeof(PlanEvent.Submitted),
        ["alarm.rang.v1"] = typeof(AlarmEvent.Rang),
        ["alarm.cleared.v1"] = typeof(AlarmEvent.Cleared),
        ["freeze.declared.v1"] = typeof(FreezeEvent.Declared),
        ["freeze.lifted.v1"] = typeof(FreezeEvent.Lifted),
        ["freeze.passed.v1"] = typeof(FreezeEvent.Passed),
        ["key.issued.v1"] = typeof(KeyEvent.Issued),
        ["key.used.v1"] = typeof(KeyEvent.Used),
        ["key.revoked.v1"] = typeof(KeyEvent.Revoked),
        ["installation.written.v1"] = typeof(InstallationEvent.Written),
        ["installation.removed.v1"] = typeof(InstallationEvent.Removed),
        ["trigger.fired.v1"] = typeof(TriggerEvent.Fired),
        ["trigger.passed.v1"] = typeof(TriggerEvent.Passed),
        ["trigger.started.v1"] = typeof(TriggerEvent.Started),
        ["trigger.not-started.v1"] = typeof(TriggerEvent.NotStarted),
        ["access.entered.v1"] = typeof(AccessEvent.Entered),
        ["access.refused.v1"] = typeof(AccessEvent.Refused),
        ["access.signed-in.v1"] = typeof(AccessEvent.SignedIn),
        ["access.person-described.v1"] = typeof(KnownPersonEvent.PersonDescribed),
        ["access.signed-out.v1"] = typeof(AccessEvent.SignedOut),
        ["access.jobs-changed.v1"] = typeof(AccessEvent.JobsChanged),
        ["access.link-used.v1"] = typeof(AccessEvent.LinkUsed),
        ["chat.posted.v1"] = typeof(ChatThreadEvent.Posted),
        ["chat.edited.v1"] = typeof(ChatThreadEvent.Edited),
        ["chat.replied.v1"] = typeof(ChatThreadEvent.Replied),
        ["chat.lost.v1"] = typeof(ChatThreadEvent.Lost),
        ["chat.linked.v1"] = typeof(ChatLinkEvent.Linked),
        ["chat.signed-in.v1"] = typeof(ChatLinkEvent.SignedIn),
        ["chat.unlinked.v1"] = typeof(ChatLinkEvent.Unlinked),
        ["chat.received.v1"] = typeof(ChatInboxEvent.Received),
        ["chat.finished.v1"] = typeof(ChatInboxEvent.Finished),
        ["chat.account-added.v1"] = typeof(ChatPersonEvent.AccountAdded),
        ["chat.account-removed.v1"] = typeof(ChatPersonEvent.AccountRemoved),
        ["session.opened.v1"] = typeof(SessionEvent.Opened),
        ["session.ended.v1"] = typeof(SessionEvent.Ended),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Type, string> NamesByType = TypesByName.ToFrozenDictionary(
        pair => pair.Value,
        pair => pair.Key
    );

    public static IEnumerable<string> Names => TypesByName.Keys;

    public static string NameOf(object happened) => NamesByType[happened.GetType()];

    /// <summary>
    /// The type of a stored event; null for a name that this build does not know. The caller must stop then.
    /// </summary>
    public static Type? TypeOf(string name) => TypesByName.GetValueOrDefault(name);
}
