using System.Text.Json;

namespace Rollouts.Integrations.Ci.CloudEvents;

/// <summary>An event of EventBridge, which is none of CloudEvents and comes the same way.</summary>
internal static class EventBridgeEvent
{
    /// <summary>The kind of a completed push to ECR.</summary>
    private const string EcrPush = "ecr.push";

    public static CiEvent? Read(JsonElement content) =>
        DeliveryIds.Checked(CiJson.Word(content, "id")) is { } id
        && CiJson.Word(content, "source") is { } source
        && CiJson.Word(content, "detail-type") is { Length: <= 200 } type
            ? new CiEvent(id, [$"{source} {id}"], IsEcrPush(source, type, content) ? EcrPush : type, content)
            : null;

    private static bool IsEcrPush(string source, string type, JsonElement content) =>
        (source, type) == ("aws.ecr", "ECR Image Action")
        && CiJson.Word(content, "detail", "action-type") == "PUSH"
        && CiJson.Word(content, "detail", "result") == "SUCCESS";
}
