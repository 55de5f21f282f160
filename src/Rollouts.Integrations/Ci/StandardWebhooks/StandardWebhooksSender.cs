using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Ci.StandardWebhooks;

/// <summary>
/// Verifies messages of senders that follow Standard Webhooks. The kind of event is under <c>type</c>.
/// </summary>
internal sealed class StandardWebhooksSender(ValueList<Secret> secrets) : ICiSender
{
    private readonly StandardSignatures _signatures = new(secrets);

    public Task<CiTrust> VerifyAsync(CiMessage message, CancellationToken cancellation) =>
        _signatures.VerifyAsync(message, cancellation);

    public CiReading Read(CiMessage message)
    {
        if (CiJson.ParseObject(message.Body) is not { } content)
        {
            return new CiReading.Unreadable("its body is no JSON object");
        }

        var id = DeliveryIds.Checked(message.Header(StandardSignatures.IdHeader)) ?? "dry-run";
        return new CiReading.Said([new CiEvent(id, [id], CiJson.Word(content, "type") ?? "webhook", content)]);
    }
}
