using System.Collections.Immutable;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Outside;
using Rollouts.Fakes.Metrics;
using Rollouts.Fakes.Routers;
using Rollouts.Fakes.Storage;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;

namespace Rollouts.Engine.Tests.Simulations;

/// <summary>
/// Everything that is outside: a router, a source, the users, and the store, all in memory on one clock.
/// </summary>
internal sealed class World : IConnections, IDisposable
{
    private const double RequestsPerSecond = 50;

    /// <summary>What a bad sum adds to a counter.</summary>
    private const double Impossible = 1e17;

    public static readonly TimeSpan LongestLie = TimeSpan.FromSeconds(20);

    private readonly FakeMetrics _metrics;
    private readonly Dictionary<BackendName, (double Requests, double Errors)> _served = [];
    private readonly Dictionary<BackendName, (bool IsTotal, DateTimeOffset Until)> _lies = [];
    private readonly WitnessedRouter _inbox;

    public World()
    {
        Traits = new RouterTraits
        {
            Key = "fake",
            Title = "a fake",
            Weights = new WeightGrid.SumTo(Weight.All),
            Places = new ExactPlaces(),
            ReadsBack = true,
            Mirrors = true,
            Requests = new RequestRouting(RequestRouting.AllParts, 8),
        };
        StoreTime = new JumpingClock(Clock);
        Store = new MemoryStore(StoreTime);
        Router = new FakeRouter(Traits, Clock);
        _metrics = new FakeMetrics(Clock);
        Source = new FakeSource(_metrics, Clock);
        _inbox = new WitnessedRouter(Router, (route, traffic) => Witness(route, traffic));
    }

    /// <summary>Sees each write before the router does.</summary>
    public Action<RouteArms, Traffic> Witness { get; set; } = (_, _) => { };

    public SettableClock Clock { get; } = new();

    /// <summary>The clock of the store, which may jump.</summary>
    public JumpingClock StoreTime { get; }

    public MemoryStore Store { get; }

    public RouterTraits Traits { get; }

    public FakeRouter Router { get; }

    public FakeSource Source { get; }

    /// <summary>Which share of its requests each backend fails.</summary>
    public Dictionary<BackendName, double> Failing { get; } = new() { [AnyPlan.Blue] = 0, [AnyPlan.Green] = 0 };

    /// <summary>The share of the requests that reaches a backend at any weight.</summary>
    public Dictionary<BackendName, double> Leaking { get; } = [];

    /// <summary>The backends of which the source has no numbers.</summary>
    public HashSet<BackendName> Silent { get; } = [];

    /// <summary>The backends of which a counter shows what cannot be as soon as they get traffic.</summary>
    public HashSet<BackendName> LyingAtFirst { get; } = [];

    public Instant Now => Instant.From(Clock.GetUtcNow());

    /// <summary>An installation with the router behind each of these connections, and no declared owners.</summary>
    public Installation Installation(params string[] connections) =>
        new()
        {
            Connections = connections.ToImmutableDictionary(
                name => new ConnectionName(name),
                Connection (name) =>
                    new Connection.Router(new ConnectionName(name), Traits, new Settings.Text("the proxy"))
            ),
        };

    public void AddRoutes(Plan plan)
    {
        foreach (var target in plan.Targets)
        {
            Router[WhereOf(target.Route)] = FakeRoute.Of((AnyPlan.Blue.Value, Weight.All), (AnyPlan.Green.Value, 0));
        }
    }

    public FakeRoute RouteOf(TargetName target) => Router[new Settings.Text(target.Value)];

    /// <summary>How many requests a backend has failed.</summary>
    public double ErrorsOf(BackendName backend) => _served.GetValueOrDefault(backend).Errors;

    /// <summary>Time goes by, and users come.</summary>
    public void Pass(Plan plan, TimeSpan time)
    {
        const int steps = 4;
        for (var i = 0; i < steps; i++)
        {
            var now = time / steps;
            Clock.Advance(now);
            foreach (var (backend, failing) in Failing)
            {
                var share = plan.Targets.Average(target => (double)RouteOf(target.Name).Share(backend).BasisPoints);
                share = Math.Max(share, Weight.All * Leaking.GetValueOrDefault(backend));
                if (share > 0 && LyingAtFirst.Remove(backend))
                {
                    Lie(backend, isTotal: true, LongestLie);
                }

                var requests = RequestsPerSecond * now.TotalSeconds * share / Weight.All;
                var served = _served.GetValueOrDefault(backend);
                _served[backend] = (served.Requests + requests, served.Errors + (requests * failing));
                if (!Silent.Contains(backend))
                {
                    Show(backend);
                }
            }
        }
    }

    /// <summary>One counter of a backend shows what cannot be, for a while; a bad sum of a source.</summary>
    public void Lie(BackendName backend, bool isTotal, TimeSpan time) =>
        _lies[backend] = (isTotal, Clock.GetUtcNow() + time);

    private void Show(BackendName backend)
    {
        var (requests, errors) = _served[backend];
        var (isTotal, until) = _lies.GetValueOrDefault(backend);
        var added = Clock.GetUtcNow() < until ? Impossible : 0;
        _metrics.Set(Query.Text($"requests {backend}"), Math.Floor(requests) + (isTotal ? added : 0));
        _metrics.Set(Query.Text($"errors {backend}"), Math.Floor(errors) + (isTotal ? 0 : added));
    }

    public RouterTraits? TraitsOf(Route route) => Traits;

    public Answer<RouterAccess> RouterOf(Route route, BackendName candidate, BackendName stable) =>
        new RouterAccess(_inbox, new RouteArms(WhereOf(route), candidate, stable), "router");

    public Answer<SourceAccess> SourceOf(Plan plan, Check check) =>
        new SourceAccess(
            Source,
            new SourceTraits
            {
                Key = "fake",
                Title = "a fake",
                Language = new PlainLanguage(),
            },
            "source"
        );

    public IReadOnlyList<WatcherAccess> WatchersOf(Plan plan) => [];

    public Answer<IGate> GateOf(Address address) => new Fault(FaultKind.NotFound, "there are no gates here");

    public void Dispose()
    {
        _inbox.Dispose();
        Router.Dispose();
        Source.Dispose();
    }

    private static Settings WhereOf(Route route) => ((Route.Spelled)route).Where;
}
