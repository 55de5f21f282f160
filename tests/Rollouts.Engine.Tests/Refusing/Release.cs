using System.Text;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Services;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Hosting;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Servers;
using Rollouts.Storage;
using Rollouts.Storage.Serialization;

namespace Rollouts.Engine.Tests.Refusing;

/// <summary>A worker on the embedded store, with releases that no check judges.</summary>
internal sealed class Release : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HostSettings _settings;
    private WorkerHost _host;
    private bool _isStopped;

    private Release(WorkerHost host, HostSettings settings, TempFolder folder) =>
        (_host, _settings, _folder) = (host, settings, folder);

    /// <summary>The data folder of the worker.</summary>
    public string Data => _settings.Data.FullName;

    /// <summary>Where the worker answers.</summary>
    public string Address => _host.Address;

    public static async Task<Release> WithAsync(string connection)
    {
        var folder = new TempFolder();
        var installation = folder.Write(
            "installation.yaml",
            $"connections: {{ router: {connection} }}\ndefaults: {{ router: router }}\nenvironments: {{ test: {{}} }}\n"
        );
        var settings = new HostSettings(
            new FileInfo(installation),
            new DirectoryInfo(folder["data"]),
            PostgresFrom: null,
            "http://127.0.0.1:0"
        );
        return new Release(await WorkerHost.StartAsync(settings, default), settings, folder);
    }

    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _isStopped = true;
    }

    public async Task StartAgainAsync(bool isRestored = false)
    {
        _host = await WorkerHost.StartAsync(_settings with { IsRestored = isRestored }, default);
        _isStopped = false;
    }

    public async Task<RolloutId> OpenAsync(
        string version,
        string route,
        string backends,
        string steps,
        string? stable = null
    )
    {
        var order = new StartOrder
        {
            Id = new RolloutId(Guid.NewGuid()),
            Key = version,
            Plan = PlanOf(route, backends, steps),
            Version = new VersionName(version),
            By = Actor.Person("alice"),
            Reason = "a test",
            Stable = stable is null ? null : new BackendName(stable),
        };
        var started = await _host.Engine.Starter.StartAsync(order, answer: null, default);
        return started is CommandResult<Rollout>.Accepted
            ? order.Id
            : throw new InvalidOperationException(started.ToString());
    }

    public async Task CommandAsync(RolloutId id, Domain.Rollouts.Inputs.Command command) =>
        Assert.IsType<CommandResult<Rollout>.Accepted>(
            await _host.Engine.Inbox.SubmitAsync(id, command, wakes: true, answer: null, default)
        );

    public async Task<Rollout> StateAsync(RolloutId id) => (await _host.Engine.Reader.LoadAsync(id, default)).State!;

    public async Task<Service> ServiceAsync(RolloutId id) =>
        (await _host.Engine.Reader.RelatedStreamsOfAsync((await StateAsync(id)).Spec.Plan, default)).Service;

    /// <summary>Every event of a rollout, in order.</summary>
    public async Task<IReadOnlyList<object>> EventsAsync(RolloutId id)
    {
        List<object> events = [];
        await foreach (var entry in _host.Streams.ReadAsync(StreamName.Of(id), above: 0, default))
        {
            events.Add(Recorder.Read(entry.Entry).Event);
        }

        return events;
    }

    public async Task<Rollout> UntilAsync(RolloutId id, Func<Rollout, bool> condition, string what)
    {
        Rollout? state = null;
        await Eventually.IsAsync(async () => condition(state = await StateAsync(id)), what, TimeSpan.FromSeconds(60));
        return state!;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isStopped)
        {
            await _host.DisposeAsync();
        }

        _folder.Dispose();
    }

    private Plan PlanOf(string route, string backends, string steps)
    {
        var text = $$"""
            service: shop
            environment: test
            target: { route: { connection: router, {{route}} } }
            backends: { {{backends}} }
            strategy: { canary: { steps: [{{steps}}] } }
            """;
        var reading = PlanReader.Read("plan.yaml", Encoding.UTF8.GetBytes(text), _host.Installation);
        return reading.IsAccepted
            ? reading.Plan!
            : throw new InvalidOperationException(string.Join('\n', reading.Problems));
    }
}
