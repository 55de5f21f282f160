using System.Text.Json.Nodes;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Storage;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Serialization;

namespace Rollouts.Engine.Messages;

/// <summary>
/// Maps notifications to channels: the plan's chat channel gets all of them, its hooks get the important ones.
/// </summary>
internal static class NotificationChannels
{
    private const string Slack = "slack/";
    private const string Teams = "teams/";
    private const string Email = "email/";
    private const string Webhook = "webhook/";
    private const string Hook = "hook/";
    private const string Pipeline = "ci/";

    public static IEnumerable<Message> MessagesOf(Rollout state, Notification notice)
    {
        var plan = state.Spec.Plan;
        if (plan.Tell.Slack is { } slack)
        {
            yield return Of(state, notice, Slack + slack);
        }

        if (plan.Tell.Teams is { } teams)
        {
            yield return Of(state, notice, Teams + teams);
        }

        if (plan.Tell.Email is { } email)
        {
            yield return Of(state, notice, Email + email);
        }

        // A channel that was told of a wait is also told its end.
        foreach (var channel in state.EscalatedTo.Where(channel => channel != plan.Tell.Slack))
        {
            yield return Of(state, notice, Slack + channel);
        }

        if (notice.Kind == NotificationKind.Updated)
        {
            yield break;
        }

        if (plan.Tell.Webhook is { } webhook)
        {
            yield return Of(state, notice, Webhook + webhook);
        }

        if (HookOf(state, notice) is { } hook)
        {
            yield return Of(state, notice, Hook + hook);
        }

        if (state.Spec.Provenance?.ReplyTo is { } reply)
        {
            yield return Of(state, notice, Of(reply.Pipeline), reply);
        }
    }

    /// <summary>The chat system and its channel, as a plan names it; null if the channel is of another kind.</summary>
    public static (string System, string Channel)? ChatOf(string channel) =>
        channel.StartsWith(Slack, StringComparison.Ordinal) ? ("slack", channel[Slack.Length..])
        : channel.StartsWith(Teams, StringComparison.Ordinal) ? ("teams", channel[Teams.Length..])
        : channel.StartsWith(Email, StringComparison.Ordinal) ? ("email", channel[Email.Length..])
        : null;

    /// <summary>The channel that answers a pipeline.</summary>
    public static string Of(ConnectionName pipeline) => Pipeline + pipeline;

    /// <summary>The pipeline that a channel answers; null if the channel is of another kind.</summary>
    public static ConnectionName? PipelineOf(string channel) =>
        channel.StartsWith(Pipeline, StringComparison.Ordinal) ? new ConnectionName(channel[Pipeline.Length..]) : null;

    /// <summary>The address that a channel calls; null if the channel is of another kind.</summary>
    public static Address? AddressOf(string channel) =>
        channel.StartsWith(Webhook, StringComparison.Ordinal) ? Address.Parse(channel[Webhook.Length..])
        : channel.StartsWith(Hook, StringComparison.Ordinal) ? Address.Parse(channel[Hook.Length..])
        : null;

    private static Address? HookOf(Rollout state, Notification notice) =>
        (notice.Kind, state.Status) switch
        {
            // Hooks change things outside, and so does the controller that is observed.
            _ when state.Spec.Observes => null,
            (NotificationKind.Began, _) => state.Spec.Plan.Hooks.Before,
            (NotificationKind.Ended, Status.Succeeded) => state.Spec.Plan.Hooks.AfterSuccess,
            (NotificationKind.Ended, Status.RolledBack or Status.Superseded) => state.Spec.Plan.Hooks.AfterRollBack,
            _ => null,
        };

    private static Message Of(Rollout state, Notification notice, string channel, ReplyTo? reply = null) =>
        new(
            StreamName.Of(state.Spec.Id),
            channel,
            notice.Key,
            notice.Kind.ToString(),
            Written(
                state,
                notice,
                new JsonObject
                {
                    ["rollout"] = state.Spec.Id.ToString(),
                    ["key"] = notice.Key,
                    ["kind"] = notice.Kind.ToString(),
                    ["service"] = state.Spec.Plan.Service.Value,
                    ["environment"] = state.Spec.Plan.Environment.Value,
                    ["version"] = state.Spec.Version.Value,
                    ["status"] = state.Status.Name,
                    ["position"] = state.Position.ToString(),
                    ["at"] = state.LastAt.ToString(),
                    ["text"] = notice.Text,
                },
                reply
            )
        );

    private static string Written(Rollout state, Notification notice, JsonObject body, ReplyTo? reply)
    {
        if (notice.Kind is NotificationKind.GoingBack or NotificationKind.Ended && state.WentBackFor is { } cause)
        {
            body["rollback"] = RollbackOf(state, cause);
        }

        // The address answers only callers who may read the audit log and reach the service.
        if (notice.Kind == NotificationKind.Ended)
        {
            body["evidence"] = $"/api/v1/rollouts/{state.Spec.Id}/evidence";
        }

        if (reply is not null)
        {
            body["replyTo"] = JsonNode.Parse(StateJson.Write(reply));
        }

        return body.ToJsonString();
    }

    private static JsonObject RollbackOf(Rollout state, RollbackCause cause)
    {
        var rollback = new JsonObject
        {
            ["reason"] = cause.Reason.ToString(),
            ["because"] = cause.Because,
            ["at"] = cause.At.ToString(),
        };
        Add("check", cause.Check?.Value);
        Add("target", cause.Target?.Value);
        Add("secondsAfterStart", state.BeganAt is { } began ? Math.Round((cause.At - began).TotalSeconds, 3) : null);
        Add(
            "secondsToGoBack",
            state.Status is Status.Final end ? Math.Round((end.At - cause.At).TotalSeconds, 3) : null
        );
        Add("candidateRequests", cause.Evidence?.Candidate?.Requests);
        Add("candidateBad", cause.Evidence?.Candidate?.Bad);
        Add("baselineRequests", cause.Evidence?.Baseline?.Requests);
        Add("baselineBad", cause.Evidence?.Baseline?.Bad);
        Add("failedAboveBaseline", cause.FailedAboveBaseline is { } failed ? Math.Round(failed, 1) : null);
        return rollback;

        void Add(string key, JsonNode? value)
        {
            if (value is not null)
            {
                rollback[key] = value;
            }
        }
    }
}
