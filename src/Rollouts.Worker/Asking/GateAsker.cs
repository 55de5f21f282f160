using Microsoft.Extensions.Logging;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Domain.Rollouts.Wants;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Storage.Asking;
using Rollouts.Worker.Clocks;
using Rollouts.Worker.Deciding;
using Rollouts.Worker.Outside;

namespace Rollouts.Worker.Asking;

/// <summary>Asks gates, again and again until they answer or their time is up.</summary>
public sealed class GateAsker(
    IQuestionBook book,
    StateReader reader,
    IConnections connections,
    Lanes lanes,
    RolloutDoor door,
    StoreClock clock,
    TimeProvider time,
    ILogger logger
)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>A gate that asks for more patience is asked all the same: it may have said so by mistake.</summary>
    private static readonly TimeSpan MostPatience = TimeSpan.FromMinutes(5);

    public async Task AskAsync(ClaimedQuestion claimed, CancellationToken cancellation)
    {
        var (rollout, now) = await reader.LoadAsync(claimed.Rollout, cancellation);
        clock.Saw(now);

        // A question of another build is made again from the rollout: a gate that is never asked holds it for ever.
        var question =
            StateJson.Read<GateQuestion>(claimed.Terms) ?? (rollout is null ? null : GateQuestion.Of(rollout));
        if (question is not null && rollout is not null)
        {
            var tries = GateTries.Of(claimed.Evidence, question.Position);
            TimeSpan? patience = null;
            if (GateQuestion.Of(rollout) == question)
            {
                tries = tries.Again();
                patience = await AskAsync(rollout, question, tries.Count, cancellation);
            }

            var settled = new SettledQuestion(
                claimed.Rollout,
                claimed.Key,
                claimed.Lease,
                tries.Pack(),
                clock.ToStore(clock.Now + Pause(rollout, clock.NowFor(rollout), patience)),
                Page: null
            );
            await book.SettleAsync([settled], cancellation);
        }
    }

    /// <summary>How long the gate asks to be left alone, if it does.</summary>
    private async Task<TimeSpan?> AskAsync(
        Rollout rollout,
        GateQuestion question,
        int attempt,
        CancellationToken cancellation
    )
    {
        var answer = connections.GateOf(question.Ask) switch
        {
            Answer<IGate>.Got { Value: var gate } => await AskAsync(gate, rollout, question, attempt, cancellation),
            Answer<IGate>.Failed { Fault: var missing } => missing,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (!answer.TryGet(out var reply, out var fault))
        {
            logger.GateSilent(rollout.Terms.Id.ToString(), question.Position.ToString(), attempt, fault.Message);
            return fault.RetryAfter;
        }

        if (reply.Answer != GateAnswer.NotYet)
        {
            var answered = new Observation.GateAnswered(question.Position, reply.Answer, reply.Message);
            await door.HandInAsync(rollout.Terms.Id, answered, wakes: true, answer: null, cancellation);
        }

        return reply.RetryAfter;
    }

    private async Task<Answer<GateReply>> AskAsync(
        IGate gate,
        Rollout rollout,
        GateQuestion question,
        int attempt,
        CancellationToken cancellation
    )
    {
        using var place = await lanes.EnterAsync($"gate {question.Ask}", isWayBack: false, cancellation);
        return await Timed.CallAsync(
            $"the gate {question.Ask}",
            Patience.Gate,
            time,
            token => gate.AskAsync(rollout, attempt, token),
            cancellation
        );
    }

    // A quarter of the time that it has been asked for already, or what it asks for itself.
    private static TimeSpan Pause(Rollout rollout, Instant now, TimeSpan? patience)
    {
        var grown = rollout.Instruction is Instruction.Gate ? (now - rollout.Step.DeadlineFrom) / 4 : Longest;
        var pause =
            grown < Soon ? Soon
            : grown > Longest ? Longest
            : grown;
        return patience > MostPatience ? MostPatience
            : patience > pause ? patience.Value
            : pause;
    }
}
