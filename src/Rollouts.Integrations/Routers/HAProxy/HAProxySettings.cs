using Rollouts.Integrations.Http;

namespace Rollouts.Integrations.Routers.HAProxy;

/// <summary>The settings of one HAProxy connection.</summary>
/// <param name="DataPlane">The Data Plane API that persists the weights for reloads; null for none.</param>
/// <param name="Timeout">The timeout of one read or write.</param>
internal sealed record HAProxySettings(RuntimeAddress Socket, Endpoint? DataPlane, TimeSpan Timeout);
