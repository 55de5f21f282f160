using System.Security.Cryptography;
using System.Text;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Ci;

/// <summary>The shared secret, with its predecessor during a rotation.</summary>
/// <param name="Previous">Null if no rotation is in progress.</param>
internal sealed record SharedSecrets(Secret Current, Secret? Previous)
{
    /// <summary>
    /// Whether one of the secrets proves a message. Every secret is tried regardless of the results before it, so that
    /// the time taken does not reveal which one matched.
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

    /// <summary>
    /// Whether a text equals the secret. The comparison takes constant time, so that it reveals nothing about partial
    /// matches.
    /// </summary>
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
