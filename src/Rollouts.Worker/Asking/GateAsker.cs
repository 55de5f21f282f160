using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Domain.Rollouts.Wants;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Storage.Asking;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Clocks;
using Rollouts.Worker.Deciding;
using Rollouts.Worker.Outside;

namespace Rollouts.Worker.Asking;

/// <summary>Asks gates, again and again until they answer or their time is up.</summary>
public sealed class GateAsker(
    IQuestionBook book,
    IStreamStore streams,
    StateReader reader,
    IConnections connections,
    Lanes lanes,
    RolloutDoor door,
    StoreClock clock,
    TimeProvider time
)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public async Task AskAsync(ClaimedQuestion claimed, CancellationToken cancellation)
    {
        var question = StateJson.Read<GateQuestion>(claimed.Terms);
        var loaded = await streams.LoadAsync([StreamName.Of(claimed.Rollout)], cancellation);
        clock.Saw(loaded.Now);
        if (question is not null && loaded.Streams[0] is { } stored)
        {
            var rollout = await reader.RolloutOfAsync(stored, cancellation);
            if (GateQuestion.Of(rollout) == question)
            {
                await AskAsync(rollout, question, cancellation);
            }

            var settled = new SettledQuestion(
                claimed.Rollout,
                claimed.Key,
                claimed.Lease,
                ReadOnlyMemory<byte>.Empty,
                clock.Now + Pause(rollout, clock.Now),
                Page: null
            );
            await book.SettleAsync([settled], cancellation);
        }
    }

    private async Task AskAsync(Rollout rollout, GateQuestion question, CancellationToken cancellation)
    {
        if (!connections.GateOf(question.Ask).TryGet(out var gate, out _))
        {
            return;
        }

        using var place = await lanes.EnterAsync($"gate {question.Ask}", isWayBack: false, cancellation);
        var answer = await Timed.CallAsync(
            $"the gate {question.Ask}",
            Patience.Gate,
            time,
            token => gate.AskAsync(rollout, token),
            cancellation
        );
        if (answer is Answer<GateReply>.Got { Value: var reply } && reply.Answer != GateAnswer.NotYet)
        {
            var answered = new Observation.GateAnswered(question.Position, reply.Answer, reply.Message);
            await door.HandInAsync(rollout.Terms.Id, answered, wakes: true, answer: null, cancellation);
        }
    }

    // A quarter of the time that it has been asked for already.
    private static TimeSpan Pause(Rollout rollout, Instant now)
    {
        var grown = rollout.Instruction is Instruction.Gate ? (now - rollout.Step.DeadlineFrom) / 4 : Longest;
        return grown < Soon ? Soon
            : grown > Longest ? Longest
            : grown;
    }
}
