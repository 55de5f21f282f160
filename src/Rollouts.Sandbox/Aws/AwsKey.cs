namespace Rollouts.Sandbox.Aws;

/// <summary>A key that signs requests here. It opens nothing but the sandbox.</summary>
/// <param name="Token">The session token that goes with a temporary key; null for a lasting one.</param>
public sealed record AwsKey(string Id, string Secret, string? Token = null);
