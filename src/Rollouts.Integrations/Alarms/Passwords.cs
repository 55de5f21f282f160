using System.Security.Cryptography;
using System.Text;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Alarms;

/// <summary>What a sender must know, and what it may still know while both sides are being changed over.</summary>
/// <param name="Previous">Null where only one counts.</param>
internal sealed record Passwords(Secret Current, Secret? Previous)
{
    /// <summary>
    /// Whether this is one of them, in a time that says nothing of how near it came; a fault where that cannot be
    /// known.
    /// </summary>
    public async Task<Answer<bool>> AreAsync(string? given, CancellationToken cancellation)
    {
        var known = false;
        foreach (var secret in new[] { Current, Previous }.OfType<Secret>())
        {
            var answer = await SecretReader.ReadAsync(secret, cancellation).ConfigureAwait(false);
            if (!answer.TryGet(out var right, out var fault))
            {
                return fault;
            }

            known |= given is not null && CryptographicOperations.FixedTimeEquals(Digest(given), Digest(right));
        }

        return known;
    }

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
