using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Rollouts.Stories;
using Rollouts.Domain.Rollouts.Wants;
using Rollouts.Integrations.Storage.Asking;
using Rollouts.Integrations.Storage.Driving;
using Rollouts.Integrations.Storage.Lists;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Integrations.Storage.Telling;
using Rollouts.Worker.Streams;
using Rollouts.Worker.Telling;

namespace Rollouts.Worker.Deciding;

/// <summary>What is written of a rollout when something has happened to it.</summary>
internal static class RolloutWrites
{
    /// <param name="before">Null for one that is opened.</param>
    /// <param name="due">When it is to be looked at next; null leaves it to whoever holds it.</param>
    public static StreamWrite Write(
        Rollout? before,
        Rollout after,
        IReadOnlyList<Happening> happenings,
        Instant now,
        DueTime? due
    )
    {
        var version = before?.Version ?? 0;
        var (wanted, asked) = (QuestionsOf(after, now), before is null ? [] : QuestionsOf(before, now));
        return new StreamWrite(StreamName.Of(after.Terms.Id), version)
        {
            Entries = happenings
                .Select((happening, i) => Recorder.Write(after.Terms.Id, version + i + 1, happening))
                .ToValueList(),
            State = StateText.Write(after),
            Row = RowOf(after),
            Due = due,
            Questions = before is not null && wanted == asked ? null : wanted,
        };
    }

    /// <summary>What people have not been told yet.</summary>
    public static IEnumerable<Message> News(Rollout? before, Rollout after, Instant now)
    {
        var told = before is null ? [] : Desired.Of(before, now).Notices.Select(notice => notice.Key).ToHashSet();
        return Desired
            .Of(after, now)
            .Notices.Where(notice => !told.Contains(notice.Key))
            .SelectMany(notice => Channels.MessagesOf(after, notice));
    }

    private static ValueList<WantedQuestion> QuestionsOf(Rollout state, Instant now)
    {
        var wants = Desired.Of(state, now);
        return wants
            .Questions.Select(question => new WantedQuestion(
                QuestionKey.Of(question.Check, question.Target),
                StateJson.Write(question),
                DueTime.Now.At!.Value
            ))
            .Concat(
                wants.Gate is { } gate
                    ? [new WantedQuestion(QuestionKey.Gate, StateJson.Write(gate), DueTime.Now.At!.Value)]
                    : []
            )
            .ToValueList();
    }

    private static RolloutRow RowOf(Rollout state) =>
        new(
            state.Terms.Id,
            state.Terms.Plan.Service,
            state.Terms.Plan.Environment,
            state.Terms.Version,
            state.Terms.Plan.Owner,
            state.Status.Name,
            Story.Where(state),
            state.OpenedAt,
            state.Status is Status.Final final ? final.At : null
        );
}
