using Rollouts.Integrations.Outside.Http;

namespace Rollouts.Integrations.Routers.HAProxy;

/// <summary>How one HAProxy is reached.</summary>
/// <param name="DataPlane">Where weights are also written down, so that a reload keeps them; null for nowhere.</param>
/// <param name="Timeout">The longest that one read or one write may take.</param>
internal sealed record HAProxySettings(RuntimeAddress Socket, Endpoint? DataPlane, TimeSpan Timeout);
