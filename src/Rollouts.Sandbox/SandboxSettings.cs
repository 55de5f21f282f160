using Rollouts.Sandbox.Aws;

namespace Rollouts.Sandbox;

/// <summary>How a sandbox is set up. Every port may be 0, for any that is free.</summary>
public sealed record SandboxSettings
{
    /// <summary>The admin API and the metrics.</summary>
    public int AdminPort { get; init; }

    /// <summary>The App Mesh API.</summary>
    public int AppMeshPort { get; init; }

    /// <summary>Kong's Admin API.</summary>
    public int KongPort { get; init; }

    /// <summary>The CloudWatch API.</summary>
    public int CloudWatchPort { get; init; }

    /// <summary>Where customers come in.</summary>
    public int FrontPort { get; init; }

    public string Region { get; init; } = "eu-west-1";

    /// <summary>The twelve digits of the account that owns everything here.</summary>
    public string Account { get; init; } = "123456789012";

    /// <summary>The keys that requests may be signed with. They open nothing but this sandbox.</summary>
    public IReadOnlyList<AwsKey> Keys { get; init; } = [new("sandbox", "sandbox")];

    /// <summary>What <c>Kong-Admin-Token</c> must say, as in Kong Enterprise.</summary>
    public string KongToken { get; init; } = "sandbox";

    public string Mesh { get; init; } = "demo";

    /// <summary>
    /// What is sold through the mesh. Each has a virtual router and a route of its name, and the virtual nodes
    /// <c>-v1</c>, which has all traffic at first, and <c>-v2</c>, which waits at weight 0.
    /// </summary>
    public IReadOnlyList<string> Services { get; init; } = ["checkout", "search"];

    /// <summary>
    /// What is sold through Kong. Each has an upstream of its name, and its versions <c>-v1</c> and <c>-v2</c> as the
    /// targets, with weights as above.
    /// </summary>
    public IReadOnlyList<string> KongServices { get; init; } = ["carts"];

    /// <summary>What the load maker sends to each service; 0 for nothing.</summary>
    public double RequestsPerSecond { get; init; } = 100;

    /// <summary>The same number draws the same errors and latencies again.</summary>
    public int Seed { get; init; } = 1;

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
