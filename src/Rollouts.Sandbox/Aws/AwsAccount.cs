namespace Rollouts.Sandbox.Aws;

/// <summary>The account of AWS that the sandbox plays, in one region.</summary>
/// <param name="Id">Its twelve digits.</param>
internal sealed record AwsAccount(string Region, string Id, IReadOnlyList<AwsKey> Keys, TimeProvider Clock);
