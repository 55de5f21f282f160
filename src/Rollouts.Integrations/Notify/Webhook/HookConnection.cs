using Rollouts.Integrations.Outside.Http;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Notify.Webhook;

/// <summary>A hook that an administrator has connected.</summary>
/// <param name="Secrets">What its requests are signed with; empty for what all are signed with.</param>
internal sealed record HookConnection(Uri Address, ValueList<Secret> Secrets, Credentials Credentials, TlsSettings Tls);
