using Rollouts.Analysis.Ticks;
using Rollouts.Contracts;
using Rollouts.Contracts.Metrics;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Metrics;

namespace Rollouts.Integrations.Tests.Metrics.CloudWatch;

/// <summary>The contract against the sandbox's CloudWatch, on a clock that jumps from minute to minute.</summary>
public sealed class CloudWatchSourceTests : MetricSourceContract
{
    private readonly List<IAsyncDisposable> _peers = [];
    private CloudWatchPeer? _peer;

    protected override Instant Now => _peer!.Now;

    protected override bool HasHistograms => false;

    protected override ByArm Total => Both("RequestCount");

    protected override ByArm Bad => Both("HTTPCode_Target_5XX_Count");

    protected override ByArm BadByAnother => Both("Failures");

    protected override ByArm Buckets => Both("Nothing");

    protected override ByArm Value => Both("QueueLength", "Maximum");

    protected override ByArm Nothing => Both("Nothing", "Sum");

    protected override Query Wrong { get; } =
        Map(("expression", Asked.Text("1 +")), ("metrics", Asked.Settings("a", Asked.Metric("X", "v", "Sum"))));

    public override async Task InitializeAsync()
    {
        _peer = await CloudWatchPeer.StartAsync();
        _peers.Add(_peer);
    }

    public override async Task DisposeAsync()
    {
        foreach (var peer in _peers)
        {
            await peer.DisposeAsync();
        }
    }

    protected override IMetricSource Open(Peer peer) =>
        peer switch
        {
            Peer.Healthy => _peer!.Open(),
            Peer.Absent => _peer!.Open(new Uri($"http://127.0.0.1:{Ports.Free(1)[0]}/")),
            Peer.Silent => _peer!.Open(Silent().Address, timeout: "500ms"),
            Peer.Distrustful => _peer!.Open(secret: "wrong"),
            _ => throw new ArgumentOutOfRangeException(nameof(peer)),
        };

    protected override Query NumberQuery(int number)
    {
        Asked.Put(_peer!, $"Number-{number}", "v", number, _peer!.Store.Now - TimeSpan.FromSeconds(61));
        return new Query(Asked.Metric($"Number-{number}", "v", "Average"));
    }

    protected override void Serve(Arm arm, int good, int bad)
    {
        Asked.Put(_peer!, "RequestCount", Version(arm), good + bad);
        if (bad > 0)
        {
            // As AWS does, which has no series for what did not happen.
            Asked.Put(_peer!, "HTTPCode_Target_5XX_Count", Version(arm), bad);
            Asked.Put(_peer!, "Failures", Version(arm), bad);
        }
    }

    protected override void Took(Arm arm, double seconds, int requests) => throw new NotSupportedException();

    protected override void Show(Arm arm, double value)
    {
        if (!double.IsNaN(value))
        {
            Asked.Put(_peer!, "QueueLength", Version(arm), value);
        }
    }

    protected override Task SettleAsync()
    {
        // The period is over, and has settled.
        _peer!.Pass(TimeSpan.FromMinutes(2));
        return Task.CompletedTask;
    }

    private HttpServer Silent()
    {
        var silent = HttpServer
            .StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted))
            .GetAwaiter()
            .GetResult();
        _peers.Add(silent);
        return silent;
    }

    private static ByArm Both(string metric, string? stat = null) =>
        new(
            new Query(Asked.Metric(metric, Version(Arm.Candidate), stat)),
            new Query(Asked.Metric(metric, Version(Arm.Baseline), stat))
        );

    private static Query Map(params (string Key, Settings Value)[] entries) =>
        new(new Settings.Map(entries.Select(entry => new Setting(entry.Key, entry.Value)).ToValueList()));

    private static string Version(Arm arm) => arm == Arm.Candidate ? "green" : "blue";
}
