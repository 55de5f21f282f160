using Rollouts.Contracts;
using Rollouts.Contracts.Routers;
using Rollouts.Domain.Connections;
using Rollouts.Integrations.Routers;
using Rollouts.Integrations.Routers.Kong;
using Rollouts.Sandbox.Kong;

namespace Rollouts.Integrations.Tests.Routers.Kong;

/// <summary>The contract against the sandbox's Kong, in whichever edition.</summary>
public abstract class KongContract : TrafficRouterContract
{
    private readonly List<IAsyncDisposable> _peers = [];

    private KongGateway? _gateway;
    private KongPeer? _healthy;

    protected override RouterTraits Traits => KongDescriptor.Descriptor.Traits;

    protected override RouteArms Route { get; } = Upstream("checkout");

    protected override RouteArms UnknownRoute { get; } = Upstream("nowhere");

    private protected abstract KongRules Rules { get; }

    /// <summary>What stands before the paths.</summary>
    protected virtual string Prefix => "";

    /// <summary>How the connection makes itself known.</summary>
    protected abstract string Credentials(string secretFile);

    internal static RouteArms Upstream(string name) =>
        new(Connected.Map("upstream", name), new BackendName("v2:8080"), new BackendName("v1:8080"));

    public override async Task InitializeAsync()
    {
        _gateway = new KongGateway(TimeProvider.System, Rules);
        _gateway.AddUpstream("checkout", ("v1:8080", 100), ("v2:8080", 0), ("v0:8080", 0));
        _healthy = await StartAsync();
    }

    public override async Task DisposeAsync()
    {
        foreach (var peer in _peers)
        {
            await peer.DisposeAsync();
        }
    }

    protected override ITrafficRouter Open(Peer peer) =>
        peer switch
        {
            Peer.Healthy => Open(_healthy!.Address, "right"),
            Peer.Absent => Open(new Uri($"http://127.0.0.1:{Ports.Free(1)[0]}/"), "right"),
            Peer.Silent => Open(Silent().Address, "right", "500ms"),
            Peer.Distrustful => Open(_healthy!.Address, "wrong"),
            _ => throw new ArgumentOutOfRangeException(nameof(peer)),
        };

    protected override ITrafficRouter OpenThatBreaksHalfway()
    {
        var breaking = StartAsync().GetAwaiter().GetResult();
        breaking.BreaksAfter = 1;
        return Open(breaking.Address, "right");
    }

    protected override Task<Weight> ShownAsync()
    {
        var upstream = _gateway!.Upstream("checkout")!;
        var (candidate, stable) = (WeightOf(upstream, "v2:8080"), WeightOf(upstream, "v1:8080"));
        return Task.FromResult(Weight.Share(candidate, candidate + stable));
    }

    protected override Task ChangeByHandAsync(Weight candidate)
    {
        var (one, other) = Traits.Weights.Nearest(candidate);
        SetByHand("v2:8080", one);
        SetByHand("v1:8080", other);
        return Task.CompletedTask;
    }

    protected override Task GiveOtherByHandAsync(Weight other)
    {
        var upstream = _gateway!.Upstream("checkout")!;
        var both = WeightOf(upstream, "v2:8080") + WeightOf(upstream, "v1:8080");
        SetByHand("v0:8080", both * other.BasisPoints / other.Rest.BasisPoints);
        return Task.CompletedTask;
    }

    private void SetByHand(string target, int weight) =>
        _gateway!.SetWeight(_gateway.Upstream("checkout")!, target, weight);

    private static int WeightOf(UpstreamEntity upstream, string target) => KongGateway.Target(upstream, target)!.Weight;

    private ITrafficRouter Open(Uri address, string secret, string timeout = "5s") =>
        Connected.Router(
            $"kong: {{ address: '{new Uri(address, Prefix)}', timeout: {timeout}, {Credentials(Secret(secret))} }}"
        );

    private string Secret(string text)
    {
        var folder = new TempFolder();
        _peers.Add(new Disposed(folder));
        return folder.Write("secret", text);
    }

    private async Task<KongPeer> StartAsync()
    {
        var peer = await KongPeer.StartAsync(_gateway!, Prefix);
        _peers.Add(peer);
        return peer;
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

    private sealed class Disposed(IDisposable inner) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            inner.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
