using System.Text.Json.Nodes;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Integrations.Notify.Webhook;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Outside;

/// <summary>A gate that gets a signed request and answers in the response.</summary>
internal sealed class WebhookGate(WebhookPeer peer) : IGate
{
    private const int Ok = 200;

    public async Task<Answer<GateReply>> AskAsync(Rollout rollout, int attempt, CancellationToken cancellation)
    {
        var gate = IdOf(rollout);
        var call = new WebhookCall(gate, BodyOf(rollout, gate, attempt), Placeholders.Of(rollout.Spec));
        var answer = await peer.PostAsync(call, GateWords.MostBytes, cancellation);
        if (!answer.TryGet(out var reply, out var fault))
        {
            return fault;
        }

        if (reply.Status != Ok)
        {
            // 202 means that the request was accepted and that there is no answer yet.
            return new GateReply(GateAnswer.NotYet, $"it answers {reply.Status}", reply.RetryAfter);
        }

        return GateWords.Parse(reply.Body).TryGet(out var words, out var unusable)
            ? new GateReply(words.Answer, words.Message, reply.RetryAfter)
            : unusable with
            {
                RetryAfter = reply.RetryAfter,
            };
    }

    /// <summary>The same at each attempt, so that a retry finds the work that the first attempt began.</summary>
    private static string IdOf(Rollout rollout)
    {
        var (wave, step, visit) = rollout.Position;
        return $"gate_{rollout.Spec.Id}_{wave}_{step}_{visit}";
    }

    private static string BodyOf(Rollout rollout, string gate, int attempt)
    {
        var terms = rollout.Spec;
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
                    ["candidate"] = target.Spec.Candidate.Value,
                    ["stable"] = target.Spec.Stable.Value,
                }),
            ]),
        }.ToJsonString();
    }
}
