using Rollouts.Sandbox.Aws;
using Rollouts.Sandbox.CloudWatch;
using Rollouts.Sandbox.Kong;
using Rollouts.Servers;

namespace Rollouts.Engine.Tests.Sandboxed;

/// <summary>
/// The sandbox's Kong with two versions behind it, users who never rest, and a CloudWatch that is told what they got.
/// </summary>
public sealed class KongShop : IAsyncDisposable
{
    public const string Blue = "shop-blue:8080";
    public const string Green = "shop-green:8080";

    private const string Key = "right";
    private const int RequestsEachTime = 20;

    private readonly CancellationTokenSource _closing = new();
    private readonly TempFolder _folder = new();
    private readonly KongGateway _gateway = new(TimeProvider.System, new KongRules { AdminToken = Key });
    private readonly MetricStore _store = new(TimeProvider.System);
    private readonly CloudWatchRules _rules = new() { Region = "eu-west-1" };
    private HttpServer? _server;
    private Task _load = Task.CompletedTask;

    /// <summary>The version that fails every request; null for none.</summary>
    public string? Failing { get; set; }

    /// <summary>What CloudWatch was called.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_rules.Calls)
            {
                return [.. _rules.Calls];
            }
        }
    }

    public string Token => _folder["secret"];

    /// <param name="upstreams">How many services there are, each with an upstream of its own.</param>
    public static async Task<KongShop> StartAsync(int upstreams = 1)
    {
        var shop = new KongShop();
        shop._folder.Write("id", "AKIDEXAMPLE");
        shop._folder.Write("secret", Key);
        shop._rules.Keys.Add(new AwsKey("AKIDEXAMPLE", Key));
        for (var i = 0; i < upstreams; i++)
        {
            shop._gateway.AddUpstream($"shop-{i}", (Blue, 100), (Green, 0));
        }

        shop._server = await HttpServer.StartMappedAsync(app =>
        {
            app.MapKongAdmin(shop._gateway, "/kong");
            app.MapCloudWatch(shop._store, shop._rules, "/cloudwatch");
        });
        shop._load = shop.ServeAsync(upstreams);
        return shop;
    }

    /// <summary>The administrators' file, with both connected.</summary>
    /// <param name="settling">How long CloudWatch's numbers take to be whole.</param>
    public string Installation(string settling) =>
        $$"""
            connections:
              kong:
                kong: { address: '{{_server!.Address}}kong', adminToken: { file: '{{_folder["secret"]}}' } }
              cw:
                cloudWatch:
                  region: eu-west-1
                  endpoint: '{{_server.Address}}cloudwatch'
                  settling: {{settling}}
                  accessKey: { id: { file: '{{_folder["id"]}}' }, secret: { file: '{{_folder["secret"]}}' } }
              alarms:
                eventBridge: { apiKey: { file: '{{_folder["secret"]}}' } }
            defaults: { router: kong, source: cw }
            environments: { test: {} }
            """;

    public int WeightOf(string target, int upstream = 0) =>
        KongGateway.Target(_gateway.Upstream($"shop-{upstream}")!, target)!.Weight;

    /// <summary>How CloudWatch says that an alarm stands.</summary>
    public void SetAlarm(string name, string state) => _store.Alarms[name] = state;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _load;
        await _server!.DisposeAsync();
        _closing.Dispose();
        _folder.Dispose();
    }

    private async Task ServeAsync(int upstreams)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(_closing.Token))
            {
                for (var upstream = 0; upstream < upstreams; upstream++)
                {
                    Serve($"shop-{upstream}");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Closing time.
        }
    }

    private void Serve(string upstream)
    {
        var served = Enumerable.Range(0, RequestsEachTime).Select(_ => _gateway.Next(upstream)).OfType<string>();
        foreach (var target in served.GroupBy(target => target))
        {
            KeyValuePair<string, string>[] dimensions =
            [
                KeyValuePair.Create("Service", upstream),
                KeyValuePair.Create("Target", target.Key),
            ];
            _store.Put("Shop", "Requests", dimensions, target.Count());
            if (target.Key == Failing)
            {
                _store.Put("Shop", "Errors", dimensions, target.Count());
            }
        }
    }
}
