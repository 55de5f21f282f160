using Rollouts.Sandbox.Aws;

namespace Rollouts.Sandbox;

/// <summary>How a sandbox is set up. Every port may be 0, for any that is free.</summary>
public sealed record SandboxSettings
{
    /// <summary>The admin API and the metrics.</summary>
    public int AdminPort { get; init; }

    /// <summary>The App Mesh API.</summary>
    public int AppMeshPort { get; init; }

    /// <summary>Where customers come in.</summary>
    public int FrontPort { get; init; }

    public string Region { get; init; } = "eu-west-1";

    /// <summary>The twelve digits of the account that owns everything here.</summary>
    public string Account { get; init; } = "123456789012";

    /// <summary>The keys that requests may be signed with. They open nothing but this sandbox.</summary>
    public IReadOnlyList<AwsKey> Keys { get; init; } = [new("sandbox", "sandbox")];

    public string Mesh { get; init; } = "demo";

    /// <summary>
    /// What is sold here. Each has a virtual router and a route of its name, and the virtual nodes <c>-v1</c>, which
    /// has all traffic at first, and <c>-v2</c>, which waits at weight 0.
    /// </summary>
    public IReadOnlyList<string> Services { get; init; } = ["checkout", "search"];

    /// <summary>What the load maker sends to each service; 0 for nothing.</summary>
    public double RequestsPerSecond { get; init; } = 100;

    /// <summary>The same number draws the same errors and latencies again.</summary>
    public int Seed { get; init; } = 1;

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
