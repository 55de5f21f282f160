using System.Security.Cryptography;
using System.Text;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Alarms;

/// <summary>The password of a sender, with its predecessor during a rotation.</summary>
/// <param name="Previous">Null if no rotation is in progress.</param>
internal sealed record Passwords(Secret Current, Secret? Previous)
{
    /// <summary>
    /// Whether the text is one of the passwords. The comparison takes constant time, so that it reveals nothing about
    /// partial matches. A password that cannot be read yields a fault.
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
