using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Rollouts.Timeline;
using Rollouts.Storage;
using Rollouts.Storage.Serialization;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Chat;

/// <summary>What happened to a rollout, as far as a channel is told of it.</summary>
/// <param name="Approvers">Who approved the present step.</param>
/// <param name="Decisions">What persons decided, in order.</param>
/// <param name="News">What happened after the version up to which the thread tells.</param>
/// <param name="NeedsPerson">Whether one of the news needs a person.</param>
internal sealed record RolloutStory(
    ValueList<string> Approvers,
    ValueList<string> Decisions,
    ValueList<string> News,
    bool NeedsPerson
)
{
    /// <param name="told">The version up to which the thread tells.</param>
    public static async Task<RolloutStory> ReadAsync(
        IStreamStore streams,
        Rollout now,
        int told,
        CancellationToken cancellation
    )
    {
        Rollout? state = null;
        List<string> approvers = [];
        List<string> decisions = [];
        List<string> news = [];
        var needsPerson = false;
        await foreach (var chained in streams.ReadAsync(StreamName.Of(now.Spec.Id), 0, cancellation))
        {
            // What came after the state that is shown is shown by the next message.
            if (chained.Entry.Version > now.Version)
            {
                break;
            }

            var happened = Recorder.Read(chained.Entry);
            state = Evolution.Evolve(state, happened);
            if (happened.Event is RolloutEvent.Approved approved && approved.Position == now.Position)
            {
                approvers.Add(happened.By.Name);
            }

            if (DecisionOf(happened) is { } decision)
            {
                decisions.Add(decision);
            }

            if (chained.Entry.Version > told && IsTold(happened.Event))
            {
                news.Add(StatusSummary.Line(state, happened).TrimStart());
                needsPerson |= CallsForPerson(state, happened.Event);
            }
        }

        return new RolloutStory(
            approvers.ToValueList(),
            decisions.ToValueList(),
            news.ToValueList(),
            needsPerson && NeedsPersonIn(now)
        );
    }

    /// <summary>Whether the rollout waits for a person, or a person must see at once what went wrong.</summary>
    public static bool NeedsPersonIn(Rollout state) =>
        state.Status switch
        {
            Status.Running => state.Instruction is Instruction.Approve,
            Status.Paused when state.Withheld is not null => true,
            Status.Paused paused => paused.Kind != PauseKind.Person || state.Instruction is Instruction.Approve,
            Status.RollingBack back => back.Reason is not (RollbackReason.Person or RollbackReason.Superseded)
                || state.Targets.Any(target => target.Failure is not null && !target.IsThere),
            _ => false,
        };

    private static bool CallsForPerson(Rollout state, RolloutEvent happened) =>
        happened switch
        {
            RolloutEvent.StepEntered => state.Instruction is Instruction.Approve,
            RolloutEvent.Paused paused => paused.Kind != PauseKind.Person,
            RolloutEvent.RollbackStarted back => back.Reason
                is not (RollbackReason.Person or RollbackReason.Superseded),
            RolloutEvent.RollbackWithheld or RolloutEvent.ApprovalVoided => true,
            RolloutEvent.RouterLost => state.Status is Status.RollingBack,
            _ => false,
        };

    private static string? DecisionOf(RecordedEvent happened) =>
        happened.By.Kind == ActorKind.Machine
            ? null
            : happened.Event switch
            {
                RolloutEvent.Approved => $"{happened.By.Name} approved{Why(happened)}",
                RolloutEvent.ApprovedAhead ahead =>
                    $"{happened.By.Name} approved step {ahead.Step} ahead{Why(happened)}",
                RolloutEvent.ApprovalWithdrawn withdrawn =>
                    $"{happened.By.Name} withdrew the approval of step {withdrawn.Step}{Why(happened)}",
                RolloutEvent.Rejected => $"{happened.By.Name} rejected{Why(happened)}",
                RolloutEvent.Paused => $"{happened.By.Name} paused{Why(happened)}",
                RolloutEvent.Resumed => $"{happened.By.Name} resumed{Why(happened)}",
                RolloutEvent.Promoted => $"{happened.By.Name} promoted{Why(happened)}",
                RolloutEvent.RollbackStarted => $"{happened.By.Name} rolled back{Why(happened)}",
                RolloutEvent.Abandoned => $"{happened.By.Name} abandoned{Why(happened)}",
                _ => null,
            };

    private static string Why(RecordedEvent happened) => happened.Reason.Length == 0 ? "" : $" ({happened.Reason})";

    // What a channel needs: steps, verdicts, decisions, and what goes wrong. The dashboard has every record.
    private static bool IsTold(RolloutEvent happened) =>
        happened
            is not (
                RolloutEvent.Opened
                or RolloutEvent.BlockersChanged
                or RolloutEvent.BackendsChanged
                or RolloutEvent.StepCompleted
                or RolloutEvent.TrafficSeen
                or RolloutEvent.TrafficApplied
                or RolloutEvent.EvidenceRenewed
                or RolloutEvent.RouterFound
            );
}
