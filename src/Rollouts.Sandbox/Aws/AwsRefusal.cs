namespace Rollouts.Sandbox.Aws;

/// <summary>A refusal with the code and the message of AWS.</summary>
internal sealed record AwsRefusal(int Status, string Code, string Message);
