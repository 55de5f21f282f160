using System.Text.Json.Nodes;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Rollouts.Wants;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Integrations.Storage.Telling;

namespace Rollouts.Worker.Telling;

/// <summary>Who is told of what: the plan's channel of everything, its hooks of the great moments.</summary>
internal static class Channels
{
    private const string Webhook = "webhook/";
    private const string Hook = "hook/";
    private const string Pipeline = "ci/";

    public static IEnumerable<Message> MessagesOf(Rollout state, Notice notice)
    {
        var plan = state.Terms.Plan;
        if (plan.Tell.Slack is { } slack)
        {
            yield return Of(state, notice, "slack/" + slack);
        }

        if (plan.Tell.Webhook is { } webhook)
        {
            yield return Of(state, notice, Webhook + webhook);
        }

        if (HookOf(state, notice) is { } hook)
        {
            yield return Of(state, notice, Hook + hook);
        }

        if (state.Terms.Provenance?.ReplyTo is { } reply)
        {
            yield return Of(state, notice, Of(reply.Pipeline), reply);
        }
    }

    /// <summary>The channel that answers a pipeline.</summary>
    public static string Of(ConnectionName pipeline) => Pipeline + pipeline;

    /// <summary>The pipeline that a channel answers; null where it is something else.</summary>
    public static ConnectionName? PipelineOf(string channel) =>
        channel.StartsWith(Pipeline, StringComparison.Ordinal) ? new ConnectionName(channel[Pipeline.Length..]) : null;

    /// <summary>What a channel calls; null where it is no address that is called.</summary>
    public static Address? AddressOf(string channel) =>
        channel.StartsWith(Webhook, StringComparison.Ordinal) ? Address.Parse(channel[Webhook.Length..])
        : channel.StartsWith(Hook, StringComparison.Ordinal) ? Address.Parse(channel[Hook.Length..])
        : null;

    private static Address? HookOf(Rollout state, Notice notice) =>
        (notice.Kind, state.Status) switch
        {
            (NoticeKind.Began, _) => state.Terms.Plan.Hooks.Before,
            (NoticeKind.Ended, Status.Succeeded) => state.Terms.Plan.Hooks.AfterSuccess,
            (NoticeKind.Ended, Status.RolledBack or Status.Superseded) => state.Terms.Plan.Hooks.AfterRollBack,
            _ => null,
        };

    private static Message Of(Rollout state, Notice notice, string channel, ReplyTo? reply = null) =>
        new(
            StreamName.Of(state.Terms.Id),
            channel,
            notice.Key,
            notice.Kind.ToString(),
            Written(
                new JsonObject
                {
                    ["rollout"] = state.Terms.Id.ToString(),
                    ["key"] = notice.Key,
                    ["kind"] = notice.Kind.ToString(),
                    ["service"] = state.Terms.Plan.Service.Value,
                    ["environment"] = state.Terms.Plan.Environment.Value,
                    ["version"] = state.Terms.Version.Value,
                    ["status"] = state.Status.Name,
                    ["position"] = state.Position.ToString(),
                    ["at"] = state.LastAt.ToString(),
                    ["text"] = notice.Text,
                },
                reply
            )
        );

    private static string Written(JsonObject body, ReplyTo? reply)
    {
        if (reply is not null)
        {
            body["replyTo"] = JsonNode.Parse(StateJson.Write(reply));
        }

        return body.ToJsonString();
    }
}
