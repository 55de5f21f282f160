using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Notify.Webhook;

/// <summary>Reads the signing keys for one request.</summary>
internal static class SigningKeys
{
    public static async Task<Answer<List<byte[]>>> ReadAsync(ValueList<Secret> secrets, CancellationToken cancellation)
    {
        List<byte[]> keys = [];
        foreach (var secret in secrets)
        {
            var found = await SecretReader.ReadAsync(secret, cancellation).ConfigureAwait(false);
            if (!found.TryGet(out var text, out var fault))
            {
                return fault;
            }

            if (!Signature.TryKey(text, out var key))
            {
                return new Fault(
                    FaultKind.Denied,
                    $"the secret in {secret} cannot sign: it has to be whsec_ and 24 to 64 bytes in base64"
                );
            }

            keys.Add(key);
        }

        return keys;
    }
}
