using System.Text.Json.Nodes;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Integrations.Notify.Webhook;
using Rollouts.Integrations.Outside;

namespace Rollouts.Worker.Outside;

/// <summary>A gate that is asked by a signed request, and answers in its response.</summary>
internal sealed class WebhookGate(WebhookPeer peer) : IGate
{
    private const int Ok = 200;

    public async Task<Answer<GateReply>> AskAsync(Rollout rollout, int attempt, CancellationToken cancellation)
    {
        var gate = IdOf(rollout);
        var call = new WebhookCall(gate, BodyOf(rollout, gate, attempt), Placeholders.Of(rollout.Terms));
        var answer = await peer.PostAsync(call, GateWords.MostBytes, cancellation);
        if (!answer.TryGet(out var reply, out var fault))
        {
            return fault;
        }

        if (reply.Status != Ok)
        {
            // As 202 says: it was taken, and there is no answer yet.
            return new GateReply(GateAnswer.NotYet, $"it answers {reply.Status}", reply.RetryAfter);
        }

        return GateWords.Parse(reply.Body).TryGet(out var words, out var unusable)
            ? new GateReply(words.Answer, words.Message, reply.RetryAfter)
            : unusable with
            {
                RetryAfter = reply.RetryAfter,
            };
    }

    /// <summary>The same at each attempt, so that what a first one began is found again by the next.</summary>
    private static string IdOf(Rollout rollout)
    {
        var (wave, step, visit) = rollout.Position;
        return $"gate_{rollout.Terms.Id}_{wave}_{step}_{visit}";
    }

    private static string BodyOf(Rollout rollout, string gate, int attempt)
    {
        var terms = rollout.Terms;
        return new JsonObject
        {
            ["kind"] = "Gate",
            ["gate"] = gate,
            ["attempt"] = attempt,
            ["rollout"] = terms.Id.ToString(),
            ["service"] = terms.Plan.Service.Value,
            ["environment"] = terms.Plan.Environment.Value,
            ["version"] = terms.Version.Value,
            ["position"] = rollout.Position.ToString(),
            ["wave"] = rollout.Position.Wave,
            ["step"] = rollout.Position.Step,
            ["askedFrom"] = rollout.Step.DeadlineFrom.ToString(),
            ["askedUntil"] = (rollout.Step.DeadlineFrom + rollout.Instruction.Longest).ToString(),
            ["targets"] = new JsonArray([
                .. rollout.CurrentTargets.Select(target => new JsonObject
                {
                    ["name"] = target.Name.Value,
                    ["candidate"] = target.Terms.Candidate.Value,
                    ["stable"] = target.Terms.Stable.Value,
                }),
            ]),
        }.ToJsonString();
    }
}
