using System.Text.Json;
using System.Text.Json.Nodes;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Storage.Serialization;

namespace Rollouts.Engine.Bundles;

/// <summary>The parts of a history that people look for, each in the order of time.</summary>
internal static class BundleHistory
{
    /// <summary>The weights of the new version: decided, accepted by the router, and shown by it.</summary>
    public static JsonArray Weights(IEnumerable<RecordedEvent> history) =>
        new([.. history.SelectMany(recorded => WeightsOf(recorded).Select(one => Weight(recorded, one)))]);

    /// <summary>Each change of a verdict, with the figures that it rests on.</summary>
    public static JsonArray Verdicts(IEnumerable<RecordedEvent> history) =>
        new([
            .. history
                .Where(recorded => recorded.Event is RolloutEvent.VerdictChanged)
                .Select(recorded => (JsonNode)Verdict(recorded, (RolloutEvent.VerdictChanged)recorded.Event)),
        ]);

    /// <summary>What persons and gates decided.</summary>
    public static JsonArray Approvals(IEnumerable<RecordedEvent> history) =>
        new([
            .. history
                .Select(recorded => (recorded, Said: AnswerOf(recorded.Event)))
                .Where(one => one.Said is not null)
                .Select(one =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["at"] = one.recorded.At.ToString(),
                            ["position"] = one.Said!.Value.At.ToString(),
                            ["answer"] = one.Said.Value.Answer,
                            ["by"] = one.recorded.By.Name,
                            ["reason"] = one.recorded.Reason,
                        }
                ),
        ]);

    private static IEnumerable<(TargetName Target, string Kind, Traffic Traffic)> WeightsOf(RecordedEvent recorded) =>
        recorded.Event switch
        {
            RolloutEvent.StepEntered entered => Decided(entered.Traffic),
            RolloutEvent.Resumed resumed => Decided(resumed.Traffic),
            RolloutEvent.RollbackStarted back => Decided(back.Traffic),
            RolloutEvent.TrafficApplied applied => [(applied.Target, "accepted", applied.Traffic)],
            RolloutEvent.TrafficSeen seen => [(seen.Target, "shown", seen.Seen.Traffic)],
            _ => [],
        };

    private static IEnumerable<(TargetName, string, Traffic)> Decided(ValueList<TargetTraffic> traffic) =>
        traffic.Select(one => (one.Target, "decided", one.Traffic));

    private static JsonNode Weight(RecordedEvent recorded, (TargetName Target, string Kind, Traffic Traffic) one) =>
        new JsonObject
        {
            ["at"] = recorded.At.ToString(),
            ["target"] = one.Target.Value,
            ["kind"] = one.Kind,
            ["weight"] = one.Traffic.Candidate.ToString(),
        };

    private static JsonObject Verdict(RecordedEvent recorded, RolloutEvent.VerdictChanged changed) =>
        new()
        {
            ["at"] = recorded.At.ToString(),
            ["check"] = changed.Check.Value,
            ["target"] = changed.Target?.Value,
            ["outcome"] = changed.Verdict.Outcome.ToString(),
            ["evidence"] = JsonSerializer.SerializeToNode(changed.Verdict.Evidence, EventJson.Options),
        };

    private static (Position At, string Answer)? AnswerOf(RolloutEvent happened) =>
        happened switch
        {
            RolloutEvent.Approved approved => (approved.Position, "approved"),
            RolloutEvent.Rejected rejected => (rejected.Position, "rejected"),
            RolloutEvent.GateOpened opened => (opened.Position, "gate opened"),
            RolloutEvent.GateRefused refused => (refused.Position, "gate refused"),
            RolloutEvent.StepCompleted { Outcome: not StepOutcome.Done } completed => (
                completed.Position,
                completed.Outcome.ToString()
            ),
            _ => null,
        };
}
