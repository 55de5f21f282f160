using Rollouts.Sandbox.Aws;

namespace Rollouts.Sandbox;

/// <summary>The settings of a sandbox. Each port may be 0, for any free one.</summary>
public sealed record SandboxSettings
{
    /// <summary>The admin API and the metrics.</summary>
    public int AdminPort { get; init; }

    /// <summary>The App Mesh API.</summary>
    public int AppMeshPort { get; init; }

    /// <summary>Kong's Admin API.</summary>
    public int KongPort { get; init; }

    /// <summary>The API server of the cluster.</summary>
    public int KubernetesPort { get; init; }

    /// <summary>The CloudWatch API.</summary>
    public int CloudWatchPort { get; init; }

    /// <summary>Slack's Web API, and the page of its users.</summary>
    public int SlackPort { get; init; }

    /// <summary>The VPC Lattice API.</summary>
    public int VpcLatticePort { get; init; }

    /// <summary>The Elastic Load Balancing API.</summary>
    public int LoadBalancersPort { get; init; }

    /// <summary>The API of Secrets Manager.</summary>
    public int SecretsManagerPort { get; init; }

    /// <summary>The API of Systems Manager, for its parameters.</summary>
    public int SsmPort { get; init; }

    /// <summary>The front for customers.</summary>
    public int FrontPort { get; init; }

    public string Region { get; init; } = "eu-west-1";

    /// <summary>The twelve digits of the AWS account.</summary>
    public string Account { get; init; } = "123456789012";

    /// <summary>The keys for signing requests. They are valid only in this sandbox.</summary>
    public IReadOnlyList<AwsKey> Keys { get; init; } = [new("sandbox", "sandbox")];

    /// <summary>The required value of <c>Kong-Admin-Token</c>, as in Kong Enterprise.</summary>
    public string KongToken { get; init; } = "sandbox";

    /// <summary>The bearer token of the cluster.</summary>
    public string KubernetesToken { get; init; } = "sandbox";

    /// <summary>The token of the bot in the workspace of Slack.</summary>
    public string SlackToken { get; init; } = "xoxb-sandbox";

    /// <summary>The secret that signs requests of Slack.</summary>
    public string SlackSigningSecret { get; init; } = "sandbox-signing-secret";

    /// <summary>
    /// How long Slack waits for an acknowledgement, and how long a trigger opens a dialog. A test sets more: a busy
    /// machine must not change its outcome.
    /// </summary>
    public TimeSpan SlackPatience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The base address to which Slack sends the actions and commands of its users; null for none.</summary>
    public Uri? SlackApp { get; init; }

    /// <summary>The channels of Slack that exist from the beginning.</summary>
    public IReadOnlyList<string> SlackChannels { get; init; } = ["releases"];

    public string Mesh { get; init; } = "demo";

    /// <summary>
    /// The services behind the mesh. Each has a virtual router and a route of its name, and the virtual nodes
    /// <c>-v1</c>, which has all traffic at first, and <c>-v2</c> with weight 0.
    /// </summary>
    public IReadOnlyList<string> Services { get; init; } = ["checkout", "search"];

    /// <summary>
    /// The services behind Kong. Each has an upstream of its name, and its versions <c>-v1</c> and <c>-v2</c> as the
    /// targets, with the same weights.
    /// </summary>
    public IReadOnlyList<string> KongServices { get; init; } = ["carts"];

    /// <summary>
    /// The services in the cluster. Each has an HTTPRoute of its name in namespace <c>shop</c>, whose rule <c>main</c>
    /// splits requests between its versions <c>-v1</c> and <c>-v2</c>, with the same weights.
    /// </summary>
    public IReadOnlyList<string> KubernetesServices { get; init; } = ["orders"];

    /// <summary>
    /// The services of VPC Lattice. Each has a listener whose default action splits requests between target groups that
    /// are named as its versions <c>-v1</c> and <c>-v2</c>, with the same weights.
    /// </summary>
    public IReadOnlyList<string> LatticeServices { get; init; } = ["reviews"];

    /// <summary>
    /// The services behind an Application Load Balancer. Each has a rule, tagged <c>service</c> with its name, that
    /// forwards to target groups with the names of its versions <c>-v1</c> and <c>-v2</c>, with the same weights.
    /// </summary>
    public IReadOnlyList<string> LoadBalancerServices { get; init; } = ["payments"];

    /// <summary>
    /// The services behind a Network Load Balancer. Each has a listener that splits connections between such groups.
    /// </summary>
    public IReadOnlyList<string> NetworkServices { get; init; } = [];

    /// <summary>
    /// Whether the calls of an AWS account are throttled as AWS publishes it for Elastic Load Balancing.
    /// </summary>
    public bool HasElbQuota { get; init; }

    /// <summary>The load of each service; 0 for none.</summary>
    public double RequestsPerSecond { get; init; } = 100;

    /// <summary>The same number gives the same errors and latencies.</summary>
    public int Seed { get; init; } = 1;

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
