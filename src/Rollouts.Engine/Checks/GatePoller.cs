using Microsoft.Extensions.Logging;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Outside;
using Rollouts.Engine.Rollouts;
using Rollouts.Integrations.Outside;
using Rollouts.Storage.Checks;
using Rollouts.Storage.Serialization;

namespace Rollouts.Engine.Checks;

/// <summary>Asks gates repeatedly until they answer or their time limit ends.</summary>
public sealed class GatePoller(
    ICheckSchedule book,
    StateReader reader,
    IConnections connections,
    RouterLanes lanes,
    RolloutInbox inbox,
    StoreClock clock,
    TimeProvider time,
    ILogger logger
)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The upper bound of the pause that a gate can ask for, because a long one may be a mistake.</summary>
    private static readonly TimeSpan MostPatience = TimeSpan.FromMinutes(5);

    public async Task AskAsync(ClaimedQuestion claimed, CancellationToken cancellation)
    {
        var (rollout, now) = await reader.LoadAsync(claimed.Rollout, cancellation);
        clock.Saw(now);

        // A question of another build is created again from the rollout. A gate that is never asked would hold its
        // rollout for ever.
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

    /// <summary>Returns the pause that the gate asks for, if it does.</summary>
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
            logger.GateSilent(rollout.Spec.Id.ToString(), question.Position.ToString(), attempt, fault.Message);
            return fault.RetryAfter;
        }

        if (reply.Answer != GateAnswer.NotYet)
        {
            var answered = new Observation.GateAnswered(question.Position, reply.Answer, reply.Message);
            await inbox.SubmitAsync(rollout.Spec.Id, answered, wakes: true, answer: null, cancellation);
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
        return await WithTimeout.CallAsync(
            $"the gate {question.Ask}",
            Timeouts.Gate,
            time,
            token => gate.AskAsync(rollout, attempt, token),
            cancellation
        );
    }

    // A quarter of the time since the first question, or the pause that the gate asks for.
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
