using Rollouts.Integrations.Http;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Notify.Webhook;

/// <summary>A hook that an administrator has connected.</summary>
/// <param name="Secrets">The secrets that sign its requests; empty for the installation's.</param>
internal sealed record HookConnection(Uri Address, ValueList<Secret> Secrets, Credentials Credentials, TlsSettings Tls);
