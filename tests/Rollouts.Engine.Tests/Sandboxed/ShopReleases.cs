using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Hosting;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Servers;
using Rollouts.Storage;

namespace Rollouts.Engine.Tests.Sandboxed;

/// <summary>Releases of the shop, on a worker of their own.</summary>
public sealed class ShopReleases : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private WorkerHost? _host;

    public Uri Address => new(_host!.Address);

    public static async Task<ShopReleases> StartAsync(KongShop shop, string settling)
    {
        var releases = new ShopReleases();
        releases._host = await WorkerHost.StartAsync(
            new HostSettings(
                new FileInfo(releases._folder.Write("installation.yaml", shop.Installation(settling))),
                new DirectoryInfo(releases._folder["data"]),
                PostgresFrom: null,
                "http://127.0.0.1:0"
            ),
            default
        );
        return releases;
    }

    public async Task<RolloutId> OpenAsync(string version, string period, string steps, int upstream = 0)
    {
        var order = new StartOrder
        {
            Id = new RolloutId(Guid.NewGuid()),
            Key = $"{version}-{upstream}",
            Plan = PlanOf(period, steps, upstream),
            Version = new VersionName(version),
            By = Actor.Person("alice"),
            Reason = "a test",
        };
        var started = await Patiently.StartAsync(_host!, order);
        return started is CommandResult<Rollout>.Accepted
            ? order.Id
            : throw new InvalidOperationException(started.ToString());
    }

    public async Task<Rollout> StateAsync(RolloutId id)
    {
        var loaded = await _host!.Streams.LoadAsync([StreamName.Of(id)], default);
        return await _host.Engine.Reader.RolloutOfAsync(loaded.Streams[0]!, default);
    }

    public async Task<Rollout> UntilAsync(RolloutId id, Func<Rollout, bool> condition, string what, TimeSpan longest)
    {
        Rollout? state = null;
        await Eventually.IsAsync(async () => condition(state = await StateAsync(id)), what, longest);
        return state!;
    }

    public async ValueTask DisposeAsync()
    {
        await _host!.DisposeAsync();
        _folder.Dispose();
    }

    private Plan PlanOf(string period, string steps, int upstream)
    {
        var dimensions = $"dimensions: {{ Service: shop-{upstream}, Target: \"{{backend}}\" }}, period: {period}";
        var reading = PlanReader.Read(
            "plan.yaml",
            System.Text.Encoding.UTF8.GetBytes(
                $$"""
                service: shop-{{upstream}}
                environment: test
                target: { route: { connection: kong, kong: { upstream: shop-{{upstream}} } } }
                backends: { slots: ["{{KongShop.Blue}}", "{{KongShop.Green}}"] }
                checks:
                  - name: error-limit
                    counts:
                      total: { namespace: Shop, metric: Requests, {{dimensions}} }
                      bad: { namespace: Shop, metric: Errors, {{dimensions}} }
                    judge: { sequential: { against: { atMost: 1% } } }
                    every: {{period}}
                strategy: { canary: { steps: [{{steps}}] } }
                rollBackOn: { alarms: [shop-5xx] }
                limits: { atMost: 2h }
                """
            ),
            _host!.Installation
        );
        return reading.IsAccepted
            ? reading.Plan!
            : throw new InvalidOperationException(string.Join('\n', reading.Problems));
    }
}
