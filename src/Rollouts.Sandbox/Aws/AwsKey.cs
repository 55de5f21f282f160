namespace Rollouts.Sandbox.Aws;

/// <summary>A key for signing requests. It is valid only in the sandbox.</summary>
/// <param name="Token">The session token of a temporary key; null for a permanent one.</param>
public sealed record AwsKey(string Id, string Secret, string? Token = null);
