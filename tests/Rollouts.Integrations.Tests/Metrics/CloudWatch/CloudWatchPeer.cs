using Rollouts.Integrations.Metrics;
using Rollouts.Sandbox.Aws;
using Rollouts.Sandbox.CloudWatch;

namespace Rollouts.Integrations.Tests.Metrics.CloudWatch;

/// <summary>The sandbox's CloudWatch on the loopback, with a clock for its numbers that a test turns.</summary>
internal sealed class CloudWatchPeer : IAsyncDisposable
{
    public const string Region = "eu-west-1";

    private readonly TempFolder _folder = new();
    private readonly Clock _clock = new();
    private HttpServer? _server;

    private CloudWatchPeer()
    {
        Rules = new CloudWatchRules { Region = Region };
        Rules.Keys.Add(new AwsKey("AKIDEXAMPLE", "right"));
        Store = new MetricStore(_clock);
        _folder.Write("id", "AKIDEXAMPLE");
        _folder.Write("right", "right");
        _folder.Write("wrong", "wrong");
    }

    public CloudWatchRules Rules { get; }

    public MetricStore Store { get; }

    public Uri Address => _server!.Address;

    /// <summary>What time it is for its numbers.</summary>
    public Instant Now => Instant.From(_clock.GetUtcNow());

    public static async Task<CloudWatchPeer> StartAsync()
    {
        var peer = new CloudWatchPeer();
        peer._server = await HttpServer.StartMappedAsync(app => app.MapCloudWatch(peer.Store, peer.Rules));
        return peer;
    }

    public void Pass(TimeSpan time) => _clock.Ahead += time;

    public IMetricSource Open(Uri? address = null, string secret = "right", string timeout = "10s") =>
        Connected.Source(
            $$"""
            cloudWatch: {
              region: {{Region}}, endpoint: '{{address ?? Address}}', timeout: {{timeout}},
              accessKey: { id: { file: '{{_folder["id"]}}' }, secret: { file: '{{_folder[secret]}}' } }
            }
            """
        );

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class Clock : TimeProvider
    {
        // On a full minute, so that a test knows which period it is in.
        private readonly DateTimeOffset _begin = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => _begin + Ahead;
    }
}
