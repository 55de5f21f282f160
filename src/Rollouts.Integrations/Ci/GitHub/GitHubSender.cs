using System.Security.Cryptography;
using System.Text;

namespace Rollouts.Integrations.Ci.GitHub;

/// <summary>
/// The webhooks of a repository, an organisation or an app of GitHub. The body is signed; the name of the event, the id
/// of the delivery and the time of sending are not. So the body must be one of the event that is named, and a message
/// is known again by its body.
/// </summary>
internal sealed class GitHubSender(SharedSecrets secrets) : ICiSender
{
    private const string Prefix = "sha256=";

    public Task<CiTrust> VerifyAsync(CiMessage message, CancellationToken cancellation)
    {
        if (message.Header("X-Hub-Signature-256") is not { } signature || !TryHex(signature, out var given))
        {
            return Distrust("it has no 'X-Hub-Signature-256' of SHA-256");
        }

        return
            DeliveryIds.Checked(message.Header("X-GitHub-Delivery")) is null || message.Header("X-GitHub-Event") is null
            ? Distrust("it lacks 'X-GitHub-Delivery' or 'X-GitHub-Event'")
            : secrets.ProveAsync(
                secret =>
                    CryptographicOperations.FixedTimeEquals(
                        given,
                        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), message.Body.Span)
                    ),
                "its signature is not of the secret that was agreed",
                cancellation
            );
    }

    public CiReading Read(CiMessage message)
    {
        if (message.Header("X-GitHub-Event") is not { } name)
        {
            return new CiReading.Unreadable("it has no 'X-GitHub-Event'");
        }

        if (CiJson.ParseObject(message.Body) is not { } content)
        {
            return new CiReading.Unreadable(
                "its body is no JSON object; set the webhook's content type to application/json"
            );
        }

        if (GitHubKinds.Complaint(name, content) is { } complaint)
        {
            return new CiReading.Unreadable(complaint);
        }

        if (name == "ping")
        {
            return CiReading.Nothing;
        }

        var kind = CiJson.Word(content, "action") is { } action ? $"{name}.{action}" : name;
        var delivery = DeliveryIds.Checked(message.Header("X-GitHub-Delivery")) ?? "dry-run";
        var digest = BodyDigest.Of(message.Body);
        return new CiReading.Said([
            new CiEvent(delivery, [delivery, digest], kind, content) { Addressee = GitHubAddress.Of(name, content) },
        ])
        {
            Digest = digest,
            At = GitHubKinds.TimeOf(name, content),
        };
    }

    private static bool TryHex(string signature, out byte[] bytes)
    {
        bytes = new byte[HMACSHA256.HashSizeInBytes];
        return signature.StartsWith(Prefix, StringComparison.Ordinal)
            && signature.Length == Prefix.Length + (2 * bytes.Length)
            && Convert.FromHexString(signature.AsSpan(Prefix.Length), bytes, out _, out _)
                == System.Buffers.OperationStatus.Done;
    }

    private static Task<CiTrust> Distrust(string why) => Task.FromResult<CiTrust>(new CiTrust.Distrusted(why));
}
