using Rollouts.Integrations.Secrets;
using Rollouts.PlanFiles.Addresses;

namespace Rollouts.Integrations.Notify.Webhook;

/// <summary>The settings for calls to addresses in plans.</summary>
/// <param name="Secrets">The secrets that sign each request.</param>
internal sealed record WebhookSettings(ValueList<Secret> Secrets, Allowances Allowed)
{
    /// <summary>Nothing to sign with, so nothing is sent.</summary>
    public static WebhookSettings None { get; } = new([], Allowances.None);
}
