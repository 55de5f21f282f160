using System.Text.Json;
using System.Text.Json.Nodes;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Rollouts.Wants;
using Rollouts.Integrations.Ci;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Integrations.Storage.Telling;
using Rollouts.Worker.Ci;

namespace Rollouts.Worker.Telling;

/// <summary>Tells pipelines how the rollouts go that they have announced.</summary>
internal sealed class PipelineChannel(Pipelines pipelines) : IChannel
{
    private const string NotStarted = "NotStarted";

    public bool Sends(string channel) => Channels.PipelineOf(channel) is not null;

    public async Task<Fault?> SendAsync(Message message, CancellationToken cancellation)
    {
        var name = Channels.PipelineOf(message.Channel)!.Value;
        if (pipelines.Find(name.Value) is not { } pipeline || pipelines.TellerOf(pipeline) is not { } teller)
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
        return await teller.TellAsync(to, news, cancellation);

        string Text(string key) => body.GetProperty(key).GetString()!;
    }

    /// <summary>What whoever announced a version is told that is not started: nobody waits for it in vain.</summary>
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
            Channels.Of(order.Pipeline),
            $"answer {order.Rollout}",
            NotStarted,
            body.ToJsonString()
        );
    }

    private static CiProgress ProgressOf(string kind, string status) =>
        kind == NotStarted ? Enum.Parse<CiProgress>(status)
        : kind != nameof(NoticeKind.Ended) ? CiProgress.UnderWay
        : status switch
        {
            nameof(Status.Succeeded) => CiProgress.Succeeded,
            nameof(Status.RolledBack) => CiProgress.Failed,
            nameof(Status.Cancelled) or nameof(Status.Superseded) => CiProgress.Cancelled,
            nameof(Status.Abandoned) => CiProgress.Abandoned,
            _ => throw new ArgumentException($"'{status}' is no end of a rollout.", nameof(status)),
        };
}
