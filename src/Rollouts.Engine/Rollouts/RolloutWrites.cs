using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Rollouts.Timeline;
using Rollouts.Engine.Messages;
using Rollouts.Engine.Streams;
using Rollouts.Storage;
using Rollouts.Storage.Checks;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Lists;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Serialization;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Rollouts;

/// <summary>The write to a rollout's stream after new events.</summary>
internal static class RolloutWrites
{
    /// <param name="before">Null for a new rollout.</param>
    /// <param name="due">
    /// When the rollout is looked at next; null leaves the due time to the holder of the lease.
    /// </param>
    public static StreamWrite Write(
        Rollout? before,
        Rollout after,
        IReadOnlyList<RecordedEvent> records,
        Instant now,
        DueTime? due
    )
    {
        var version = before?.Version ?? 0;
        var (wanted, asked) = (QuestionsOf(after), before is null ? [] : QuestionsOf(before));
        return new StreamWrite(StreamName.Of(after.Spec.Id), version)
        {
            Entries = records
                .Select((recorded, i) => Recorder.Write(after.Spec.Id, version + i + 1, recorded))
                .ToValueList(),
            State = StateText.Write(after),
            Row = RowOf(after),
            Due = due,
            Questions = before is not null && wanted == asked ? null : wanted,
        };
    }

    /// <summary>The notifications that the new events add.</summary>
    public static IEnumerable<Message> News(Rollout? before, Rollout after, Instant now)
    {
        var told = before is null ? [] : DesiredState.NotificationsOf(before).Select(notice => notice.Key).ToHashSet();
        return DesiredState
            .NotificationsOf(after)
            .Where(notice => !told.Contains(notice.Key))
            .SelectMany(notice => NotificationChannels.MessagesOf(after, notice));
    }

    private static ValueList<WantedQuestion> QuestionsOf(Rollout state)
    {
        // Before the start the questions only test that the sources answer, which is less urgent.
        var work = WorkClasses.Of(state) is WorkClass.Start ? WorkClass.Start : WorkClass.Check;
        return DesiredState
            .QuestionsOf(state)
            .Select(question => new WantedQuestion(
                QuestionKey.Of(question.Check, question.Target),
                StateJson.Write(question),
                DueTime.Now.At!.Value
            )
            {
                Class = work,
            })
            .Concat(
                DesiredState.GateOf(state) is { } gate
                    ? [new WantedQuestion(QuestionKey.Gate, StateJson.Write(gate), DueTime.Now.At!.Value)]
                    : []
            )
            .ToValueList();
    }

    private static RolloutRow RowOf(Rollout state) =>
        new(
            state.Spec.Id,
            state.Spec.Plan.Service,
            state.Spec.Plan.Environment,
            state.Spec.Version,
            state.Spec.Plan.Owner,
            state.Status.Name,
            StatusSummary.Of(state),
            state.OpenedAt,
            state.Status is Status.Final final ? final.At : null
        );
}
