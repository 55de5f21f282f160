using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Secrets;

/// <summary>
/// A place of a secret in another system. Two places are equal if they lead to the same secret in the same way. The
/// text form names the place and never shows the secret.
/// </summary>
internal interface ISecretPlace
{
    /// <summary>Reads the secret. A rotated one is read within a bound that the place states.</summary>
    Task<Answer<string>> ReadAsync(CancellationToken cancellation);
}
