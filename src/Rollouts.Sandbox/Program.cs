using System.CommandLine;
using Rollouts.Sandbox.Hosting;

namespace Rollouts.Sandbox;

/// <summary>The sandbox as a program.</summary>
internal static class Program
{
    private const int Refused = 2;

    private static readonly Option<int> AdminPort = Port("--admin-port", 8700, "the admin API and the metrics");
    private static readonly Option<int> FrontPort = Port("--front-port", 8701, "customers");
    private static readonly Option<int> AppMeshPort = Port("--app-mesh-port", 8702, "the App Mesh API");
    private static readonly Option<int> KongPort = Port("--kong-port", 8703, "Kong's Admin API");
    private static readonly Option<int> CloudWatchPort = Port("--cloud-watch-port", 8704, "the CloudWatch API");
    private static readonly Option<int> SlackPort = Port("--slack-port", 8705, "Slack's API and its page");

    private static readonly Option<int> KubernetesPort = Port(
        "--kubernetes-port",
        8706,
        "the API server of the cluster"
    );

    private static readonly Option<int> VpcLatticePort = Port("--vpc-lattice-port", 8708, "the VPC Lattice API");

    private static readonly Option<int> LoadBalancersPort = Port(
        "--load-balancers-port",
        8707,
        "the Elastic Load Balancing API"
    );
    private static readonly Option<int> SecretsManagerPort = Port("--secrets-manager-port", 8709, "Secrets Manager");
    private static readonly Option<int> SsmPort = Port("--ssm-port", 8710, "the parameters of Systems Manager");

    private static readonly Option<Uri?> SlackApp = new("--slack-app")
    {
        Description =
            "Below which address the app of Slack takes requests, as http://127.0.0.1:8600/chat/sandbox-slack/.",
        CustomParser = result =>
            Uri.TryCreate(result.Tokens.Single().Value, UriKind.Absolute, out var address) ? address : null,
    };

    private static readonly Option<double> Load = new("--load")
    {
        Description = "How many requests a second customers send to each service; 0 for none.",
        DefaultValueFactory = _ => 100,
    };

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "The same number draws the same errors and latencies again.",
        DefaultValueFactory = _ => 1,
    };

    private static Task<int> Main(string[] args)
    {
        var root = new RootCommand("A pocket mesh to try plans on: a shop, a weighted front and the APIs that turn it.")
        {
            AdminPort,
            FrontPort,
            AppMeshPort,
            KongPort,
            CloudWatchPort,
            SlackPort,
            SlackApp,
            KubernetesPort,
            VpcLatticePort,
            LoadBalancersPort,
            SecretsManagerPort,
            SsmPort,
            Load,
            Seed,
        };
        root.SetAction(RunAsync);
        return root.Parse(args).InvokeAsync();
    }

    private static async Task<int> RunAsync(ParseResult asked, CancellationToken cancellation)
    {
        var settings = new SandboxSettings
        {
            AdminPort = asked.GetValue(AdminPort),
            FrontPort = asked.GetValue(FrontPort),
            AppMeshPort = asked.GetValue(AppMeshPort),
            KongPort = asked.GetValue(KongPort),
            CloudWatchPort = asked.GetValue(CloudWatchPort),
            SlackPort = asked.GetValue(SlackPort),
            SlackApp = asked.GetValue(SlackApp),
            KubernetesPort = asked.GetValue(KubernetesPort),
            VpcLatticePort = asked.GetValue(VpcLatticePort),
            LoadBalancersPort = asked.GetValue(LoadBalancersPort),
            HasElbQuota = true,
            SecretsManagerPort = asked.GetValue(SecretsManagerPort),
            SsmPort = asked.GetValue(SsmPort),
            RequestsPerSecond = asked.GetValue(Load),
            Seed = asked.GetValue(Seed),
        };
        try
        {
            await using var sandbox = await SandboxHost.StartAsync(settings, cancellation);
            await Console.Out.WriteLineAsync(Greeting(sandbox));
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is the intended end.
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync($"the sandbox cannot start: {e.Message}");
            return Refused;
        }

        return 0;
    }

    private static string Greeting(SandboxHost sandbox)
    {
        var key = sandbox.Settings.Keys[0];
        (string, object)[] lines =
        [
            ("customers", sandbox.Front),
            ("admin", sandbox.Admin),
            ("metrics", new Uri(sandbox.Admin, "metrics")),
            .. sandbox.Endpoints.Select(endpoint => (endpoint.Key, (object)endpoint.Value)),
            ("AWS key", $"{key.Id} / {key.Secret}, in {sandbox.Settings.Region}"),
            ("Kong token", sandbox.Settings.KongToken),
            ("K8s token", sandbox.Settings.KubernetesToken),
        ];
        return string.Join(Environment.NewLine, lines.Select(line => line.Item1.PadRight(12) + line.Item2));
    }

    private static Option<int> Port(string name, int usual, string whom) =>
        new(name) { Description = $"The port for {whom}; 0 for any that is free.", DefaultValueFactory = _ => usual };
}
