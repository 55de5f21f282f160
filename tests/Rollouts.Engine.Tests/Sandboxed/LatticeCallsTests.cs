using System.Text;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Hosting;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Sandbox;
using Rollouts.Sandbox.Endpoints;
using Rollouts.Sandbox.Hosting;
using Rollouts.Servers;
using Xunit.Abstractions;

namespace Rollouts.Engine.Tests.Sandboxed;

/// <summary>Many releases on one account of AWS, which limits the rate of calls.</summary>
public sealed class LatticeCallsTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);

    private static bool IsLong => Environment.GetEnvironmentVariable("ROLLOUTS_LONG") == "1";

    [Fact]
    public async Task Many_releases_get_their_weights_while_every_third_call_is_throttled()
    {
        using var folder = new TempFolder();
        await using var sandbox = await SandboxHost.StartAsync(new SandboxSettings { RequestsPerSecond = 0 });
        var services = Services().Take(IsLong ? 200 : 40).ToList();
        services.ForEach(service => sandbox.Lattice.Add(service, $"{service}-v1", $"{service}-v2"));
        await using var host = await StartAsync(folder, sandbox);
        foreach (var service in services)
        {
            await OpenAsync(host, service, sandbox.Lattice.ListenerArn(service));
        }

        sandbox.Endpoint("vpcLattice")!.Mishaps.Plan = new MishapPlan(Throttled: 0.33);

        await Eventually.IsAsync(
            () => services.All(service => sandbox.Lattice.WeightsOf(service).Any(node => node.Weight == 25)),
            "every release has its first weight",
            Longest
        );

        // The number for the page of the router: what 200 releases ask while they hold.
        if (IsLong)
        {
            sandbox.Endpoint("vpcLattice")!.Mishaps.Plan = new MishapPlan();
            var before = sandbox.Lattice.Endpoint.Served;
            await Task.Delay(TimeSpan.FromMinutes(1), TimeProvider.System);
            output.WriteLine($"{sandbox.Lattice.Endpoint.Served - before} calls in a minute");
        }
    }

    // Letters alone: the legible ids of the sandbox are filled up with zeros.
    private static IEnumerable<string> Services() =>
        from first in Enumerable.Range('a', 26)
        from second in Enumerable.Range('a', 26)
        select $"shop{(char)first}{(char)second}";

    private static Task<WorkerHost> StartAsync(TempFolder folder, SandboxHost sandbox)
    {
        var key = folder.Write("key", "sandbox");
        return WorkerHost.StartAsync(
            new HostSettings(
                new FileInfo(
                    folder.Write(
                        "installation.yaml",
                        $$"""
                        connections:
                          lattice:
                            vpcLattice:
                              region: eu-west-1
                              endpoint: '{{sandbox.Endpoints["vpcLattice"]}}'
                              accessKey: { id: { file: '{{key}}' }, secret: { file: '{{key}}' } }
                          alarms:
                            eventBridge: { apiKey: { file: '{{folder.Write("alarms", "a key of alarms")}}' } }
                        defaults: { router: lattice }
                        environments: { test: {} }
                        """
                    )
                ),
                new DirectoryInfo(folder["data"]),
                PostgresFrom: null,
                "http://127.0.0.1:0"
            ),
            default
        );
    }

    private static async Task OpenAsync(WorkerHost host, string service, string listener)
    {
        var reading = PlanReader.Read(
            "plan.yaml",
            Encoding.UTF8.GetBytes(
                $$"""
                service: {{service}}
                environment: test
                target: { route: { connection: lattice, vpcLattice: { listener: '{{listener}}' } } }
                backends: { slots: [{{service}}-v1, {{service}}-v2] }
                strategy: { canary: { steps: [{ shift: 25% }, { hold: 1h }, { shift: 100% }, { bake: 0s }] } }
                rollBackOn: { alarms: [shop-5xx] }
                limits: { atMost: 4h }
                """
            ),
            host.Installation
        );
        Assert.True(reading.IsAccepted, string.Join('\n', reading.Problems));
        var order = new StartOrder
        {
            Id = new RolloutId(Guid.NewGuid()),
            Key = "start-" + service,
            Plan = reading.Plan!,
            Version = new VersionName("2"),
            By = Actor.Person("alice"),
            Reason = "a test",
        };
        var started = await Patiently.StartAsync(host, order);
        Assert.True(started is CommandResult<Rollout>.Accepted, started.ToString());
    }
}
