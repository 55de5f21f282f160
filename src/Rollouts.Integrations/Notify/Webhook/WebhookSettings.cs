using Rollouts.Integrations.Addresses;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Notify.Webhook;

/// <summary>How the addresses are called that stand in plans.</summary>
/// <param name="Secrets">What each request is signed with.</param>
internal sealed record WebhookSettings(ValueList<Secret> Secrets, Allowances Allowed)
{
    /// <summary>Nothing to sign with, so nothing is sent.</summary>
    public static WebhookSettings None { get; } = new([], Allowances.None);
}
