using System.Diagnostics;
using System.Text;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Hosting;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Sandbox;
using Rollouts.Sandbox.Hosting;
using Rollouts.Sandbox.Slack;
using Rollouts.Servers.Kubernetes;
using Rollouts.Storage;
using Rollouts.Storage.Serialization;

namespace Rollouts.Bench.Chat;

/// <summary>
/// A worker whose releases are all shown in one channel. Of each twenty, two need an approval, one is taken back by
/// an alarm, and seventeen succeed.
/// </summary>
internal sealed class BusyChannel : IAsyncDisposable
{
    private const string Collection = "/apis/networking.istio.io/v1/namespaces/shop/virtualservices";

    private static readonly TimeSpan Starting = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    private readonly string _folder = Directory.CreateTempSubdirectory("rollouts-bench-").FullName;
    private readonly Release[] _releases;
    private KubernetesServer _cluster = null!;
    private SandboxHost _sandbox = null!;
    private WorkerHost _worker = null!;

    private BusyChannel(int releases) => _releases = [.. Enumerable.Range(0, releases).Select(one => new Release(one))];

    private SlackMessage[] Messages => _sandbox.Slack.Workspace.All()[0].Messages;

    public static async Task<BusyChannel> StartAsync(int releases)
    {
        var busy = new BusyChannel(releases)
        {
            _cluster = await KubernetesServer.StartAsync(),
            _sandbox = await SandboxHost.StartAsync(
                new SandboxSettings { RequestsPerSecond = 0, SlackChannels = ["releases"] }
            ),
        };
        foreach (var release in busy._releases)
        {
            busy._cluster.Put($"{Collection}/{release.Service}", release.VirtualService());
        }

        busy._worker = await WorkerHost.StartAsync(
            new HostSettings(
                new FileInfo(busy.Write("installation.yaml", busy.Installation())),
                new DirectoryInfo(Path.Combine(busy._folder, "data")),
                PostgresFrom: null,
                "http://127.0.0.1:0"
            ),
            default
        );
        return busy;
    }

    /// <summary>Starts all releases within a minute, and looks at the channel until it shows how they ended.</summary>
    public async Task<ChannelReport> WatchAsync()
    {
        using var end = new CancellationTokenSource(Longest);
        var shown = new Dictionary<RolloutId, Instant>();
        var watching = ShowAsync(shown, end.Token);
        var load = await StartAllAsync(end.Token);
        var last = await EndedAsync(end.Token);
        await SettledAsync(end.Token);
        var settled = Now() - last;
        await end.CancelAsync();
        await watching;

        List<TimeSpan> approvals = [];
        List<TimeSpan> waysBack = [];
        foreach (var release in _releases.Where(release => release.Kind is not ReleaseKind.Plain))
        {
            var due = await DueAsync(release);
            (release.Kind is ReleaseKind.Approved ? approvals : waysBack).Add(
                shown.TryGetValue(release.Id, out var at) ? at - due : TimeSpan.MaxValue
            );
        }

        var messages = Messages.Where(message => message.Thread is null).ToList();
        return new ChannelReport(
            approvals,
            waysBack,
            messages.Count,
            messages.Count(message => message.Text.Contains(" rollouts since ", StringComparison.Ordinal)),
            _releases.Count(release => OwnOf(release) is not null),
            settled,
            _sandbox.Slack.Pacing.Refused,
            load
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _sandbox.DisposeAsync();
        await _cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> StartAllAsync(CancellationToken cancellation)
    {
        using var client = new HttpClient();
        var began = Stopwatch.StartNew();
        foreach (var release in _releases)
        {
            var wait = (Starting * release.Number / _releases.Length) - began.Elapsed;
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, cancellation);
            }

            await StartAsync(release);
            // The alarm of a release that was started some seconds ago.
            if (release.Number >= 20 && _releases[release.Number - 20] is { Kind: ReleaseKind.Alarming } alarming)
            {
                await RingAsync(client, alarming, cancellation);
            }
        }

        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        foreach (var alarming in _releases.TakeLast(20).Where(release => release.Kind == ReleaseKind.Alarming))
        {
            await RingAsync(client, alarming, cancellation);
        }

        return load;
    }

    private async Task StartAsync(Release release)
    {
        var reading = PlanReader.Read("plan.yaml", Encoding.UTF8.GetBytes(release.Plan()), _worker.Installation);
        var order = new StartOrder
        {
            Id = release.Id,
            Key = $"start-{release.Number}",
            Plan = reading.Plan ?? throw new InvalidOperationException(string.Join('\n', reading.Problems)),
            Version = new VersionName("2"),
            By = Actor.Person("bench"),
            Reason = "the bench",
        };
        if (
            await _worker.Engine.Starter.StartAsync(order, answer: null, default) is not CommandResult<Rollout>.Accepted
        )
        {
            throw new InvalidOperationException($"{release.Service} was not started");
        }
    }

    private async Task RingAsync(HttpClient client, Release release, CancellationToken cancellation)
    {
        using var push = new HttpRequestMessage(HttpMethod.Post, new Uri($"{_worker.Address}/alarms/alarms"));
        push.Headers.Add("x-api-key", Release.AlarmKey);
        push.Content = new StringContent(release.Alarm(), Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(push, cancellation);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Notes when the channel shows for the first time what a person has to know of a release.</summary>
    private async Task ShowAsync(Dictionary<RolloutId, Instant> shown, CancellationToken cancellation)
    {
        var awaited = _releases.Where(release => release.Kind is not ReleaseKind.Plain).ToList();
        while (!cancellation.IsCancellationRequested)
        {
            foreach (var release in awaited.Where(release => release.IsToldBy(OwnOf(release)?.Text)).ToList())
            {
                shown[release.Id] = Now();
                awaited.Remove(release);
            }

            await Task.Delay(Beat, CancellationToken.None);
        }
    }

    /// <summary>Waits until each release has ended or waits for a person. Returns when the last of them did.</summary>
    private async Task<Instant> EndedAsync(CancellationToken cancellation)
    {
        var last = new Instant(0);
        foreach (var release in _releases)
        {
            Rollout? state;
            while (
                (state = await StateAsync(release)) is null
                || !(state.IsFinal || (release.Kind == ReleaseKind.Approved && release.HasAsked(state)))
            )
            {
                await Task.Delay(Beat, cancellation);
            }

            last = state.LastAt > last ? state.LastAt : last;
        }

        return last;
    }

    /// <summary>Waits until each message of a release says how it ended, and the digest counts all others.</summary>
    private async Task SettledAsync(CancellationToken cancellation)
    {
        while (!IsSettled())
        {
            if (cancellation.IsCancellationRequested)
            {
                var texts = Messages.Where(message => message.Thread is null).Select(message => message.Text);
                throw new TimeoutException($"The channel does not settle:\n{string.Join('\n', texts)}");
            }

            await Task.Delay(Beat, CancellationToken.None);
        }
    }

    private bool IsSettled()
    {
        var own = _releases.Select(release => (Release: release, OwnOf(release)?.Text)).ToList();
        var others = own.Count(one => one.Text is null);
        return own.All(one => one.Text is null || one.Release.IsToldBy(one.Text))
            && (others == 0 || IsInDigest(others));
    }

    private bool IsInDigest(int releases) =>
        Messages.Any(message =>
            message.Text.Contains(" rollouts since ", StringComparison.Ordinal)
            && message.Text.Contains($" {releases} Succeeded", StringComparison.Ordinal)
        );

    private async Task<Rollout?> StateAsync(Release release)
    {
        Rollout? state = null;
        await foreach (var chained in _worker.Streams.ReadAsync(StreamName.Of(release.Id), 0, default))
        {
            state = Evolution.Evolve(state, Recorder.Read(chained.Entry));
        }

        return state;
    }

    private async Task<Instant> DueAsync(Release release)
    {
        Rollout? state = null;
        await foreach (var chained in _worker.Streams.ReadAsync(StreamName.Of(release.Id), 0, default))
        {
            var happened = Recorder.Read(chained.Entry);
            state = Evolution.Evolve(state, happened);
            if (release.Kind == ReleaseKind.Approved ? release.HasAsked(state) : state.Status is Status.RollingBack)
            {
                return happened.At;
            }
        }

        throw new InvalidOperationException($"{release.Service} did not get there: {state?.Status.Name}");
    }

    private SlackMessage? OwnOf(Release release) =>
        Messages.FirstOrDefault(message =>
            message.Thread is null && message.Text.Contains($"{release.Service} 2 in test: ", StringComparison.Ordinal)
        );

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    private string Installation() =>
        $$"""
            connections:
              cluster:
                istio: { address: '{{_cluster.Address}}', token: { file: '{{Write(
                "token",
                KubernetesServer.Token
            )}}' } }
              alarms:
                eventBridge: { apiKey: { file: '{{Write("alarms", Release.AlarmKey)}}' } }
              team:
                slack:
                  token: { file: '{{Write("slack", _sandbox.Slack.Settings.BotToken)}}' }
                  signingSecret: { file: '{{Write("signing", _sandbox.Slack.SigningSecret)}}' }
                  workspace: {{SlackSettings.Workspace}}
                  dashboard: 'https://rollouts.example.com'
                  api: '{{new Uri(_sandbox.Endpoints["slack"], "api")}}'
            defaults: { router: cluster }
            environments: { test: {} }
            """;

    private static Instant Now() => Instant.From(TimeProvider.System.GetUtcNow());
}
