using System.Text.Json;
using System.Text.Json.Nodes;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Messages;
using Rollouts.Engine.Pipelines;
using Rollouts.Integrations.Ci;
using Rollouts.Integrations.Outside;
using Rollouts.Storage;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Serialization;

namespace Rollouts.Engine.Notifications;

/// <summary>Reports to pipelines the progress of the rollouts that they announced.</summary>
public sealed class PipelineChannel(PipelineConnections pipelines) : INotificationChannel
{
    private const string NotStarted = "NotStarted";

    public bool Sends(string channel) => NotificationChannels.PipelineOf(channel) is not null;

    public async Task<Fault?> SendAsync(Message message, CancellationToken cancellation)
    {
        var name = NotificationChannels.PipelineOf(message.Channel)!.Value;
        if (pipelines.Find(name.Value) is not { } pipeline || pipelines.ReporterOf(pipeline) is not { } reporter)
        {
            return new Fault(FaultKind.NotFound, $"no pipeline that could be told is connected as '{name}'");
        }

        using var document = JsonDocument.Parse(message.Body);
        var body = document.RootElement;
        var to = JsonSerializer.Deserialize<ReplyTo>(body.GetProperty("replyTo"), EventJson.Options)!;
        var news = new CiNews(
            ProgressOf(message.Kind, Text("status")),
            new ServiceName(Text("service")),
            new EnvironmentName(Text("environment")),
            Text("text")
        );
        return await reporter.TellAsync(to, news, cancellation);

        string Text(string key) => body.GetProperty(key).GetString()!;
    }

    /// <summary>Reports to the pipeline that its version is not started, so that it does not wait in vain.</summary>
    public static IEnumerable<Message> AnswerOf(CiOrder order, CiRefusal? refusal)
    {
        if (refusal?.Ends is not { } progress || order.ReplyTo is not { } to)
        {
            yield break;
        }

        var it = order.Announcement;
        var body = new JsonObject
        {
            ["service"] = it.Service.Value,
            ["environment"] = it.Environment.Value,
            ["status"] = progress.ToString(),
            ["text"] = $"{it.Service} {it.Version} in {it.Environment} is not started: {refusal.Message}",
            ["replyTo"] = JsonNode.Parse(StateJson.Write(to)),
        };
        yield return new Message(
            StreamName.OfPipeline(order.Pipeline),
            NotificationChannels.Of(order.Pipeline),
            $"answer {order.Rollout}",
            NotStarted,
            body.ToJsonString()
        );
    }

    private static CiProgress ProgressOf(string kind, string status) =>
        kind == NotStarted ? Enum.Parse<CiProgress>(status)
        : kind != nameof(NotificationKind.Ended) ? CiProgress.UnderWay
        : status switch
        {
            nameof(Status.Succeeded) => CiProgress.Succeeded,
            nameof(Status.ObservedSucceeded) => CiProgress.Succeeded,
            nameof(Status.ObservedRolledBack) => CiProgress.Failed,
            nameof(Status.ObservedTimedOut) => CiProgress.Abandoned,
            nameof(Status.RolledBack) => CiProgress.Failed,
            nameof(Status.Cancelled) or nameof(Status.Superseded) => CiProgress.Cancelled,
            nameof(Status.Abandoned) => CiProgress.Abandoned,
            _ => throw new ArgumentException($"'{status}' is no end of a rollout.", nameof(status)),
        };
}
