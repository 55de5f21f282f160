using Rollouts.Contracts;
using Rollouts.Contracts.Routers;
using Rollouts.Domain.Connections;
using Rollouts.Integrations.Routers;
using Rollouts.Integrations.Routers.HAProxy;

namespace Rollouts.Integrations.Tests.Routers.HAProxy;

/// <summary>The contract against a real HAProxy, whichever way it is reached.</summary>
public abstract class HAProxyContract(OneHAProxy.Shared shared) : TrafficRouterContract
{
    private readonly List<IAsyncDisposable> _peers = [];

    protected HAProxyServer Server => shared.Server;

    protected abstract string Socket { get; }

    protected override RouterTraits Traits => HAProxyDescriptor.Descriptor.Traits;

    protected override RouteArms Route { get; } = Section("be_checkout");

    protected override RouteArms UnknownRoute { get; } = Section("be_nowhere");

    public override Task InitializeAsync() => ResetAsync();

    public override async Task DisposeAsync()
    {
        foreach (var peer in _peers)
        {
            await peer.DisposeAsync();
        }

        await ResetAsync();
    }

    internal static ITrafficRouter Open(string socket, string timeout = "2s") =>
        Connected.Router($"haproxy: {{ socket: '{socket}', timeout: {timeout} }}");

    internal static RouteArms Section(string proxy) =>
        new(Connected.Map("proxy", proxy), new BackendName("v2"), new BackendName("v1"));

    protected override ITrafficRouter Open(Peer peer) =>
        peer switch
        {
            Peer.Healthy => Open(Socket),
            Peer.Absent => Open(Socket.StartsWith('/') ? Socket + ".gone" : $"127.0.0.1:{Ports.Free(1)[0]}"),
            Peer.Silent => Open(Relay(Breaks.Silently).Address, "500ms"),
            Peer.Distrustful => Open(Server.OperatorSocket),
            _ => throw new ArgumentOutOfRangeException(nameof(peer)),
        };

    protected override ITrafficRouter OpenThatBreaksHalfway() => Open(Relay(Breaks.AfterFirstChange).Address);

    protected override async Task<Weight> ShownAsync()
    {
        var (candidate, stable) = (await WeightAsync("v2"), await WeightAsync("v1"));
        return Weight.Share(candidate, candidate + stable);
    }

    protected override async Task ChangeByHandAsync(Weight candidate)
    {
        var (one, other) = Traits.Weights.Nearest(candidate);
        await Server.SayAsync($"set weight be_checkout/v2 {one}; set weight be_checkout/v1 {other}");
    }

    protected override async Task GiveOtherByHandAsync(Weight other)
    {
        var both = await WeightAsync("v2") + await WeightAsync("v1");
        await Server.SayAsync($"set weight be_checkout/v0 {both * other.BasisPoints / other.Rest.BasisPoints}");
    }

    private async Task<int> WeightAsync(string server) =>
        int.Parse((await Server.SayAsync($"get weight be_checkout/{server}")).Split(' ')[0]);

    private HAProxyRelay Relay(Breaks breaks)
    {
        var relay = HAProxyRelay.Start(Server, breaks);
        _peers.Add(relay);
        return relay;
    }

    private async Task ResetAsync()
    {
        foreach (var server in new[] { "v1", "v2", "v0" })
        {
            await Server.SayAsync(
                $"set server be_checkout/{server} state ready; "
                    + $"set weight be_checkout/{server} {(server == "v1" ? 100 : 0)}"
            );
        }
    }
}
