using System.Security.Cryptography;
using System.Text;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Ci;

/// <summary>What both sides know, and what they still know while it is being changed.</summary>
/// <param name="Previous">Null where only one counts.</param>
internal sealed record SharedSecrets(Secret Current, Secret? Previous)
{
    /// <summary>
    /// Whether one of them proves a message. Each is tried, whatever the others said, so that the time it takes says
    /// nothing of which one it was.
    /// </summary>
    public async Task<CiTrust> ProveAsync(Func<string, bool> isProof, string whyNot, CancellationToken cancellation)
    {
        var isProven = false;
        foreach (var secret in new[] { Current, Previous }.OfType<Secret>())
        {
            var answer = await SecretReader.ReadAsync(secret, cancellation).ConfigureAwait(false);
            if (!answer.TryGet(out var known, out var fault))
            {
                return new CiTrust.NotNow(fault.Message);
            }

            isProven |= isProof(known);
        }

        return isProven ? new CiTrust.Genuine() : new CiTrust.Distrusted(whyNot);
    }

    /// <summary>Whether a text is the secret itself, in a time that says nothing of how near it came.</summary>
    public Task<CiTrust> AreAsync(string? given, string where, CancellationToken cancellation) =>
        given is null
            ? Task.FromResult<CiTrust>(new CiTrust.Distrusted($"it has no {where}, or more than one"))
            : ProveAsync(
                secret => CryptographicOperations.FixedTimeEquals(Digest(given), Digest(secret)),
                $"its {where} is not the one that was agreed",
                cancellation
            );

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
