using Rollouts.Integrations.Ci.StandardWebhooks;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Ci.GitLab;

/// <summary>
/// The webhooks of GitLab: signed as Standard Webhooks says where a signing token is agreed, by a plain shared token
/// elsewhere. With a signing token nothing unsigned is taken, or leaving the signature out would be enough.
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

        // Signed, the id is part of what is signed; unsigned, it is worth as much as the body.
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
