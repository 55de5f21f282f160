using System.Text.Json;

namespace Rollouts.Integrations.Ci.CloudEvents;

/// <summary>
/// Receives CloudEvents 1.0 over HTTP in all three modes, and the events of EventBridge in the form of its API
/// destinations. They are not signed, so an API key in a header authenticates them.
/// </summary>
internal sealed class CloudEventsSender(string header, SharedSecrets keys) : ICiSender
{
    private const int MostInBatch = 100;

    public Task<CiTrust> VerifyAsync(CiMessage message, CancellationToken cancellation) =>
        keys.AreAsync(message.Header(header), $"'{header}'", cancellation);

    public CiReading Read(CiMessage message)
    {
        var type = (message.Header("Content-Type") ?? "").Split(';')[0].Trim();
        if (CiJson.Parse(message.Body) is not { } content)
        {
            return new CiReading.Unreadable("its body is no JSON");
        }

        if (message.Header("ce-specversion") is not null)
        {
            return All([Binary(message, content)]);
        }

        return
            type.Equals("application/cloudevents-batch+json", StringComparison.OrdinalIgnoreCase)
            && content.ValueKind == JsonValueKind.Array
            ? content.GetArrayLength() <= MostInBatch
                ? All(content.EnumerateArray().Select(Structured))
                : new CiReading.Unreadable($"it has more than {MostInBatch} events")
            : All([Structured(content)]);
    }

    private static CiReading All(IEnumerable<CiEvent?> read)
    {
        var events = read.ToList();
        return events.Contains(null)
            ? new CiReading.Unreadable("an event lacks its id, source, type or version 1.0 of CloudEvents")
            : new CiReading.Said(events.OfType<CiEvent>().ToValueList());
    }

    private static CiEvent? Binary(CiMessage message, JsonElement data) =>
        message.Header("ce-specversion") == "1.0"
            ? Make(message.Header("ce-id"), message.Header("ce-source"), message.Header("ce-type"), data)
            : null;

    private static CiEvent? Structured(JsonElement content) =>
        CiJson.Word(content, "detail-type") is not null ? EventBridgeEvent.Read(content)
        : CiJson.Word(content, "specversion") == "1.0"
            ? Make(
                CiJson.Word(content, "id"),
                CiJson.Word(content, "source"),
                CiJson.Word(content, "type"),
                CiJson.Step(content, "data") ?? content
            )
        : null;

    private static CiEvent? Make(string? id, string? source, string? type, JsonElement data) =>
        DeliveryIds.Checked(id) is { } known && DeliveryIds.Checked(source) is { } from && type is { Length: <= 200 }
            ? new CiEvent(known, [$"{from} {known}"], type, data)
            : null;
}
