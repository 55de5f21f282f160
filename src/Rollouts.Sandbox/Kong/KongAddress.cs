namespace Rollouts.Sandbox.Kong;

/// <summary>The resolved address of a target's name.</summary>
/// <param name="Weight">The weight of an SRV record; null if the target's own applies.</param>
internal sealed record KongAddress(string Ip, int Port, int? Weight = null, string Health = "HEALTHCHECKS_OFF");
