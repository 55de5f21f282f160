using System.CommandLine;

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
            // Ctrl-C is how it is meant to end.
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
        ];
        return string.Join(Environment.NewLine, lines.Select(line => line.Item1.PadRight(12) + line.Item2));
    }

    private static Option<int> Port(string name, int usual, string whom) =>
        new(name) { Description = $"The port for {whom}; 0 for any that is free.", DefaultValueFactory = _ => usual };
}
