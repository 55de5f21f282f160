using System.Text.Json;

namespace Rollouts.Integrations.Alarms.Alertmanager;

/// <summary>
/// One Alertmanager. It sends alerts in groups and repeats those that continue, so each message holds the states of all
/// its alerts.
/// </summary>
internal sealed class AlertmanagerSender(AlertmanagerLogin login) : IAlarmSender
{
    public async Task<AlarmReception> ReceiveAsync(AlarmMessage message, CancellationToken cancellation)
    {
        var given = login.GivenIn(message.Header("Authorization"));
        var trusted = await login.Passwords.AreAsync(given, cancellation).ConfigureAwait(false);
        return !trusted.TryGet(out var isKnown, out var fault) ? new AlarmReception.NotNow(fault.Message)
            : !isKnown ? new AlarmReception.Distrusted("its token or password is not the one that was agreed")
            : Read(message.Body);
    }

    public void Dispose() { }

    private static AlarmReception Read(ReadOnlyMemory<byte> body)
    {
        using var document = AlarmJson.Parse(body);
        if (
            document is null
            || !document.RootElement.TryGetProperty("alerts", out var alerts)
            || alerts.ValueKind != JsonValueKind.Array
        )
        {
            return new AlarmReception.Unreadable("it is not a webhook of Alertmanager: it has no 'alerts'");
        }

        List<AlarmSignal> signals = [];
        foreach (var alert in alerts.EnumerateArray())
        {
            if (IsNameless(alert))
            {
                // A plan cannot name this alert, and it must not hide the other alerts of its group.
                continue;
            }

            if (Read(alert) is not { } signal)
            {
                return new AlarmReception.Unreadable("an alert lacks its status, name, fingerprint or time");
            }

            signals.Add(signal);
        }

        return new AlarmReception.Taken(signals.ToValueList());
    }

    /// <summary>Whether the alert has labels but no name. Alertmanager accepts alerts with any labels.</summary>
    private static bool IsNameless(JsonElement alert) =>
        alert.ValueKind == JsonValueKind.Object
        && alert.TryGetProperty("labels", out var labels)
        && labels.ValueKind == JsonValueKind.Object
        && AlarmJson.Text(labels, "alertname") is null or "";

    private static AlarmSignal? Read(JsonElement alert)
    {
        if (
            alert.ValueKind != JsonValueKind.Object
            || !alert.TryGetProperty("labels", out var labels)
            || AlarmJson.Text(labels, "alertname") is not { Length: > 0 } name
            || AlarmJson.Text(alert, "fingerprint") is not { Length: > 0 } fingerprint
            || AlarmJson.Text(alert, "status") is not ("firing" or "resolved")
        )
        {
            return null;
        }

        var isRinging = AlarmJson.Text(alert, "status") == "firing";
        if (AlarmJson.Moment(AlarmJson.Text(alert, "startsAt")) is not { } begins)
        {
            return null;
        }

        // An end before the beginning comes from a wrong clock. The alert has ended all the same.
        var ends = AlarmJson.Moment(AlarmJson.Text(alert, "endsAt")) ?? begins;
        return new AlarmSignal(
            name,
            fingerprint,
            isRinging,
            isRinging ? begins : Instant.Max(begins, ends),
            labels
                .EnumerateObject()
                .Where(label => label.Value.ValueKind == JsonValueKind.String)
                .Select(label => KeyValuePair.Create(label.Name, AlarmJson.Text(label.Value) ?? ""))
                .ToValueList()
        );
    }
}
