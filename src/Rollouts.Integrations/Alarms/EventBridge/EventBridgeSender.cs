using System.Text.Json;

namespace Rollouts.Integrations.Alarms.EventBridge;

/// <summary>One API destination of EventBridge, which delivers at least once and in any order.</summary>
internal sealed class EventBridgeSender(string header, Passwords passwords) : IAlarmSender
{
    public async Task<AlarmReception> ReceiveAsync(AlarmMessage message, CancellationToken cancellation)
    {
        var trusted = await passwords.AreAsync(message.Header(header), cancellation).ConfigureAwait(false);
        return !trusted.TryGet(out var isKnown, out var fault) ? new AlarmReception.NotNow(fault.Message)
            : !isKnown ? new AlarmReception.Distrusted($"its '{header}' is not the one that was agreed")
            : Read(message.Body);
    }

    public void Dispose() { }

    private static AlarmReception Read(ReadOnlyMemory<byte> body)
    {
        using var document = AlarmJson.Parse(body);
        if (document is null || AlarmJson.Text(document.RootElement, "detail-type") is not { } kind)
        {
            return new AlarmReception.Unreadable("it is no event of EventBridge: it has no 'detail-type'");
        }

        // A rule may match more events than it should. An unrelated event is accepted and ignored.
        if (
            kind != "CloudWatch Alarm State Change"
            || AlarmJson.Text(document.RootElement, "source") != "aws.cloudwatch"
            || !document.RootElement.TryGetProperty("detail", out var detail)
        )
        {
            return new AlarmReception.Taken([]);
        }

        return Read(document.RootElement, detail) is { } signal
            ? new AlarmReception.Taken([signal])
            : new AlarmReception.Unreadable("the change of an alarm lacks its name, state or time");
    }

    private static AlarmSignal? Read(JsonElement happened, JsonElement detail)
    {
        if (
            AlarmJson.Text(detail, "alarmName") is not { Length: > 0 } name
            || !detail.TryGetProperty("state", out var state)
            || CloudWatchStates.IsRinging(AlarmJson.Text(state, "value")) is not { } isRinging
            || AlarmJson.Moment(AlarmJson.Text(state, "timestamp") ?? AlarmJson.Text(happened, "time")) is not { } since
        )
        {
            return null;
        }

        var account = AlarmJson.Text(happened, "account") ?? "";
        var region = AlarmJson.Text(happened, "region") ?? "";
        return new AlarmSignal(
            name,
            $"{account}/{region}",
            isRinging,
            since,
            [
                KeyValuePair.Create("account", account),
                KeyValuePair.Create("region", region),
                KeyValuePair.Create("reason", AlarmJson.Text(state, "reason") ?? ""),
            ]
        );
    }
}
