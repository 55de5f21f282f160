using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rollouts.Sandbox.AppMesh;
using Rollouts.Sandbox.Aws;
using Rollouts.Sandbox.AwsSecrets;
using Rollouts.Sandbox.CloudWatch;
using Rollouts.Sandbox.Endpoints;
using Rollouts.Sandbox.Front;
using Rollouts.Sandbox.Kong;
using Rollouts.Sandbox.Kubernetes;
using Rollouts.Sandbox.Load;
using Rollouts.Sandbox.LoadBalancers;
using Rollouts.Sandbox.Metrics;
using Rollouts.Sandbox.Serving;
using Rollouts.Sandbox.Shop;
using Rollouts.Sandbox.Slack;
using Rollouts.Sandbox.VpcLattice;

namespace Rollouts.Sandbox.Hosting;

/// <summary>
/// A small mesh in one process: a shop in several versions, a front that splits the customers among them, the APIs that
/// configure the front, and a load generator. All servers listen on the loopback interface.
/// </summary>
public sealed class SandboxHost : IAsyncDisposable
{
    private static readonly FrontDial Obedient = new();

    private readonly List<IAsyncDisposable> _parts = [];
    private readonly Dictionary<string, (IEndpoint Endpoint, Uri Address)> _endpoints = new(StringComparer.Ordinal);
    private readonly MeshEndpoint _appMesh;
    private readonly SandboxKong _kong;
    private readonly SandboxCloudWatch _cloudWatch;
    private readonly SandboxCluster _cluster;
    private readonly SandboxLoadBalancers _balancers;
    private readonly SlackEndpoint _slack;
    private readonly SandboxLattice _lattice;
    private readonly Dictionary<string, Func<IReadOnlyList<NodeWeight>>> _weights = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FrontDial> _dials = new(StringComparer.Ordinal);

    private SandboxHost(SandboxSettings settings)
    {
        Settings = settings;
        Metrics = new EnvoyMetrics(settings.Mesh);
        Shop = new ShopVersions(settings.Seed, settings.Clock);
        _appMesh = new MeshEndpoint(settings);
        _kong = new SandboxKong(settings);
        _cloudWatch = new SandboxCloudWatch(settings);
        _cluster = new SandboxCluster(settings);
        _lattice = new SandboxLattice(settings);
        _balancers = new SandboxLoadBalancers(settings);
        var account = new AwsAccount(settings.Region, settings.Account, settings.Keys, settings.Clock);
        Secrets = new SecretsManagerEndpoint(account);
        Parameters = new ParameterEndpoint(account);
        _slack = new SlackEndpoint(
            new SlackSettings
            {
                BotToken = settings.SlackToken,
                SigningSecret = settings.SlackSigningSecret,
                Patience = settings.SlackPatience,
            },
            settings.Clock
        );
        _slack.Slack.RequestUrl = settings.SlackApp;
        foreach (var channel in settings.SlackChannels)
        {
            _slack.Slack.Workspace.Create(channel);
        }
    }

    public SandboxSettings Settings { get; }

    /// <summary>The admin API, and the metrics at <c>/metrics</c>.</summary>
    public Uri Admin { get; private set; } = null!;

    /// <summary>The address for customers.</summary>
    public Uri Front { get; private set; } = null!;

    /// <summary>
    /// The address of each simulated system, by its name: <c>appMesh</c>, <c>kong</c>, <c>kubernetes</c>,
    /// <c>cloudWatch</c>, <c>loadBalancers</c>, <c>slack</c>, <c>vpcLattice</c>, <c>secretsManager</c>, <c>ssm</c>.
    /// </summary>
    public IReadOnlyDictionary<string, Uri> Endpoints =>
        _endpoints.ToDictionary(pair => pair.Key, pair => pair.Value.Address);

    internal EnvoyMetrics Metrics { get; }

    internal ShopVersions Shop { get; }

    internal LoadMaker Load { get; private set; } = null!;

    internal MetricStore CloudWatch => _cloudWatch.Store;

    internal SandboxSlack Slack => _slack.Slack;

    internal SandboxLoadBalancers LoadBalancers => _balancers;

    internal MeshRoutes Routes => _appMesh.Routes;

    internal SandboxLattice Lattice => _lattice;

    internal SecretsManagerEndpoint Secrets { get; }

    internal ParameterEndpoint Parameters { get; }

    internal IEnumerable<NodeWeight> Weights => _weights.Values.SelectMany(weights => weights());

    /// <summary>Turns the front of a service; returns false if there is no such service.</summary>
    internal bool TurnFront(string service, FrontDial dial)
    {
        if (!_weights.ContainsKey(service))
        {
            return false;
        }

        _dials[service] = dial;
        return true;
    }

    /// <summary>The version of a service without traffic; null if all versions have some.</summary>
    internal string? IdleVersionOf(string service) =>
        _weights.TryGetValue(service, out var weights) ? weights().FirstOrDefault(node => node.Weight == 0).Node : null;

    public static async Task<SandboxHost> StartAsync(SandboxSettings settings, CancellationToken cancellation = default)
    {
        var sandbox = new SandboxHost(settings);
        try
        {
            await sandbox.StartPartsAsync(cancellation);
            return sandbox;
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Load first, then the servers, in the reverse order of their start.
        foreach (var part in Enumerable.Reverse(_parts))
        {
            await part.DisposeAsync();
        }

        _parts.Clear();
        _cluster.Dispose();
        _slack.Dispose();
    }

    internal IEndpoint? Endpoint(string name) => _endpoints.GetValueOrDefault(name).Endpoint;

    private async Task StartPartsAsync(CancellationToken cancellation)
    {
        _parts.Add(Shop);
        foreach (var service in Settings.Services)
        {
            var route = new RouteName(Settings.Mesh, service, service);
            Routes.Create(route, Settings.Account, RouteDocument.FirstSpec(StableOf(service), CandidateOf(service)));
            await OpenAsync(service, () => Routes.WeightsOf(route), cancellation);
        }

        foreach (var service in Settings.KongServices)
        {
            _kong.Add(service, StableOf(service), CandidateOf(service));
            await OpenAsync(service, () => _kong.WeightsOf(service), cancellation);
        }

        foreach (var service in Settings.KubernetesServices)
        {
            _cluster.Add(service, StableOf(service), CandidateOf(service));
            await OpenAsync(service, () => _cluster.WeightsOf(service), cancellation);
        }

        foreach (var service in Settings.LatticeServices)
        {
            _lattice.Add(service, StableOf(service), CandidateOf(service));
            await OpenAsync(service, () => _lattice.WeightsOf(service), cancellation);
        }

        foreach (var service in Settings.LoadBalancerServices)
        {
            _balancers.Add(service, StableOf(service), CandidateOf(service));
            await OpenAsync(service, () => _balancers.WeightsOf(service), cancellation);
        }

        foreach (var service in Settings.NetworkServices)
        {
            _balancers.AddNetwork(service, StableOf(service), CandidateOf(service));
            await OpenAsync(service, () => _balancers.WeightsOf(service), cancellation);
        }

        // The list of simulated systems. A new one needs a folder, a port in the settings and a line here.
        await ServeAsync(_appMesh, Settings.AppMeshPort, cancellation);
        await ServeAsync(_kong, Settings.KongPort, cancellation);
        await ServeAsync(_cluster, Settings.KubernetesPort, cancellation);
        await ServeAsync(_cloudWatch, Settings.CloudWatchPort, cancellation);
        await ServeAsync(_balancers, Settings.LoadBalancersPort, cancellation);
        await ServeAsync(_slack, Settings.SlackPort, cancellation);
        await ServeAsync(_lattice.Endpoint, Settings.VpcLatticePort, cancellation);
        await ServeAsync(Secrets, Settings.SecretsManagerPort, cancellation);
        await ServeAsync(Parameters, Settings.SsmPort, cancellation);

        var publisher = new CountPublisher(_cloudWatch.Store, Settings.Clock);
        _parts.Add(publisher);
        var fronts = _weights.Keys.ToDictionary(
            service => service,
            service => FrontOf(service, publisher),
            StringComparer.Ordinal
        );
        _parts.AddRange(fronts.Values);
        Front = await ListenAsync(Settings.FrontPort, new FrontProxy(fronts).AnswerAsync, cancellation);
        Admin = await ListenAsync(Settings.AdminPort, new AdminApi(this).AnswerAsync, cancellation);
        Load = new LoadMaker(
            [.. _weights.Keys.Select(service => new Uri(Front, service))],
            Settings.RequestsPerSecond,
            Settings.Clock
        );
        _parts.Add(Load);
    }

    private async Task OpenAsync(
        string service,
        Func<IReadOnlyList<NodeWeight>> weights,
        CancellationToken cancellation
    )
    {
        await Shop.TurnAsync(StableOf(service), new Dial(), cancellation);
        await Shop.TurnAsync(CandidateOf(service), new Dial(), cancellation);
        _weights.Add(service, weights);
    }

    private WeightedFront FrontOf(string service, CountPublisher publisher)
    {
        var isOfKong = Settings.KongServices.Contains(service);
        var weights = _weights[service];
        return new WeightedFront(
            Settings.KubernetesServices.Contains(service) ? () => _cluster.TableOf(service)
                : Settings.LatticeServices.Contains(service) ? () => _lattice.TableOf(service)
                : _balancers.Has(service) ? () => _balancers.TableOf(service)
                : () => FrontTable.Of(_dials.GetValueOrDefault(service, Obedient).Obeyed(weights())),
            // As the real systems answer: a mesh has no such route, and a Kong has no target for the request.
            isOfKong ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.NotFound,
            Shop.Find,
            (version, status, took) =>
            {
                Metrics.Count(version, status, took);
                publisher.Count(isOfKong ? SandboxKong.TargetOf(version) : version, status);
            },
            Settings.Clock
        );
    }

    private async Task ServeAsync(IEndpoint endpoint, int port, CancellationToken cancellation) =>
        _endpoints[endpoint.Name] = (endpoint, await ListenAsync(port, endpoint.Serve, cancellation));

    private Task<Uri> ListenAsync(int port, RequestDelegate answer, CancellationToken cancellation) =>
        ListenAsync(port, server => server.Run(answer), cancellation);

    private async Task<Uri> ListenAsync(int port, Action<WebApplication> build, CancellationToken cancellation)
    {
        var server = await LoopbackServer.StartAsync(port, build, cancellation);
        _parts.Add(server);
        return server.Address;
    }

    private static string StableOf(string service) => $"{service}-v1";

    private static string CandidateOf(string service) => $"{service}-v2";
}
