namespace Rollouts.Integrations.Routers;

/// <summary>One backend and the weight it is to have.</summary>
internal readonly record struct BackendWeight(BackendName Backend, int Weight);
