namespace Rollouts.Sandbox.Kong;

/// <summary>What a target's name has come to.</summary>
/// <param name="Weight">That of an SRV record; null where the target's own counts.</param>
internal sealed record KongAddress(string Ip, int Port, int? Weight = null, string Health = "HEALTHCHECKS_OFF");
