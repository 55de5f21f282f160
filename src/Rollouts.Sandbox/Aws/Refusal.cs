namespace Rollouts.Sandbox.Aws;

/// <summary>Why AWS turns a request away, by its own name for it and in its own words.</summary>
internal sealed record Refusal(int Status, string Code, string Message);
