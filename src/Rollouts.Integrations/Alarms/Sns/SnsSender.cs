using System.Text;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Alarms.Sns;

/// <summary>
/// Receives alarms from SNS topics. A message counts if SNS has recently signed it for one of the configured topics. A
/// requested subscription is confirmed.
/// </summary>
internal sealed class SnsSender : IAlarmSender
{
    /// <summary>The timeout for calls to SNS. It is shorter than the 15 s that SNS waits for our answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The time for which SNS itself retries. An older message is a replay.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromHours(1);

    private readonly ValueList<string> _topics;
    private readonly HttpClient _http;
    private readonly BoundedCall _call;
    private readonly SnsCertificates _certificates;

    public SnsSender(ValueList<string> topics, HttpClient http, AdapterContext around)
    {
        (_topics, _http) = (topics, http);
        _call = new BoundedCall("SNS", Patience, around.Clock);
        _certificates = new SnsCertificates(http, _call);
    }

    public async Task<AlarmReception> ReceiveAsync(AlarmMessage message, CancellationToken cancellation)
    {
        if (SnsMessage.Read(message.Body) is not { } read)
        {
            return new AlarmReception.Distrusted(
                "it is no signed message of SNS; is 'raw message delivery' of the subscription switched on?"
            );
        }

        if (!_topics.Contains(read["TopicArn"]))
        {
            return new AlarmReception.Distrusted("it is of a topic that is not listened to");
        }

        if (SnsPeer.Trusted(read["SigningCertURL"], ".pem") is not { } address)
        {
            return new AlarmReception.Distrusted("the certificate of its signature is not one of SNS");
        }

        var answer = await _certificates.OfAsync(address, cancellation).ConfigureAwait(false);
        if (!answer.TryGet(out var certificate, out var fault))
        {
            return new AlarmReception.NotNow(fault.Message);
        }

        var now = _call.Clock.GetUtcNow();
        if (SnsSignature.Refusal(read, certificate, now) is { } refusal)
        {
            return new AlarmReception.Distrusted(refusal);
        }

        return AlarmJson.Moment(read["Timestamp"]) is not { } sent || (Instant.From(now) - sent).Duration() > Oldest
                ? new AlarmReception.Distrusted("it was not sent within the last hour")
            : read.IsNotification ? Notified(read, sent)
            : read["Type"] == "SubscriptionConfirmation" ? await ConfirmAsync(read, cancellation).ConfigureAwait(false)
            // The subscription has ended, or SNS asks whether that was intended. An administrator must handle both.
            : new AlarmReception.Taken([]);
    }

    public void Dispose()
    {
        _certificates.Dispose();
        _http.Dispose();
    }

    private async Task<AlarmReception> ConfirmAsync(SnsMessage read, CancellationToken cancellation)
    {
        if (SnsPeer.Trusted(read["SubscribeURL"]) is not { } address)
        {
            return new AlarmReception.Distrusted("its subscription is not to be confirmed at SNS");
        }

        var confirmed = await _call
            .RunAsync<Done>(
                async end =>
                {
                    using var response = await _http.GetAsync(address, end).ConfigureAwait(false);
                    return response.IsSuccessStatusCode
                        ? default(Done)
                        : new Fault(FaultKind.Refused, $"SNS answers {(int)response.StatusCode} to the confirmation");
                },
                cancellation
            )
            .ConfigureAwait(false);
        return confirmed.TryGet(out _, out var fault)
            ? new AlarmReception.Taken([])
            : new AlarmReception.NotNow(fault.Message);
    }

    private static AlarmReception Notified(SnsMessage read, Instant sent)
    {
        using var document = AlarmJson.Parse(Encoding.UTF8.GetBytes(read["Message"]));
        if (
            document is null
            || AlarmJson.Text(document.RootElement, "AlarmName") is not { Length: > 0 } name
            || CloudWatchStates.IsRinging(AlarmJson.Text(document.RootElement, "NewStateValue")) is not { } isRinging
        )
        {
            // Other publishers may use the topic, too. A message that is no alarm is accepted and ignored.
            return new AlarmReception.Taken([]);
        }

        var root = document.RootElement;
        var arn = AlarmJson.Text(root, "AlarmArn") ?? "";
        return new AlarmReception.Taken([
            new AlarmSignal(
                name,
                // SNS and EventBridge must yield the same instance: arn:aws:cloudwatch:<region>:<account>:alarm:<name>.
                arn.Split(':')
                    is [_, _, _, var region, var account, ..]
                    ? $"{account}/{region}"
                    : arn,
                isRinging,
                AlarmJson.Moment(AlarmJson.Text(root, "StateChangeTime")) ?? sent,
                [
                    KeyValuePair.Create("topic", read["TopicArn"]),
                    KeyValuePair.Create("reason", AlarmJson.Text(root, "NewStateReason") ?? ""),
                ]
            ),
        ]);
    }
}
