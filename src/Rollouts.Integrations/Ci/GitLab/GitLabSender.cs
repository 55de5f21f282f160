using Rollouts.Integrations.Ci.StandardWebhooks;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Ci.GitLab;

/// <summary>
/// Receives the webhooks of GitLab, signed by Standard Webhooks if a signing token is configured, and with a plain
/// shared token otherwise. With a signing token unsigned messages are refused, because an attacker could otherwise omit
/// the signature.
/// </summary>
internal sealed class GitLabSender(SharedSecrets? token, ValueList<Secret> signingTokens) : ICiSender
{
    private readonly StandardSignatures _signatures = new(signingTokens);

    public Task<CiTrust> VerifyAsync(CiMessage message, CancellationToken cancellation) =>
        !signingTokens.IsEmpty
            ? _signatures.VerifyAsync(message, cancellation)
            : token!.AreAsync(message.Header("X-Gitlab-Token"), "'X-Gitlab-Token'", cancellation);

    public CiReading Read(CiMessage message)
    {
        if (
            CiJson.ParseObject(message.Body) is not { } content
            || (CiJson.Word(content, "object_kind") ?? CiJson.Word(content, "event_name")) is not { } kind
        )
        {
            return new CiReading.Unreadable("it is no event of GitLab: it has no 'object_kind'");
        }

        // The signature covers the id. Without a signature, the id is no more trustworthy than the body.
        var signed = signingTokens.IsEmpty ? null : DeliveryIds.Checked(message.Header(StandardSignatures.IdHeader));
        var delivery = signed ?? DeliveryIds.Checked(message.Header("X-Gitlab-Event-UUID")) ?? "dry-run";
        return new CiReading.Said([
            new CiEvent(
                delivery,
                signed is not null ? [signed] : [delivery, BodyDigest.Of(message.Body)],
                kind,
                content
            )
            {
                Addressee = GitLabAddress.Of(kind, content),
            },
        ]);
    }
}
