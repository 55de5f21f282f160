namespace Rollouts.Integrations.Routers.HAProxy;

/// <summary>One server and the weight it is to have.</summary>
internal readonly record struct ServerWeight(BackendName Server, int Weight);
