using Rollouts.Analysis.Ticks;
using Rollouts.Contracts.Metrics;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Catalogues;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers.AppMesh;
using Rollouts.Sandbox;
using Rollouts.Sandbox.Hosting;

namespace Rollouts.Integrations.Tests.Metrics.Scrape;

/// <summary>Where counting from pages differs from asking a server that keeps them.</summary>
public sealed class ScrapedCountsTests : IAsyncLifetime
{
    private MetricsTarget _one = null!;
    private MetricsTarget _other = null!;

    public async Task InitializeAsync() =>
        (_one, _other) = (await MetricsTarget.StartAsync(), await MetricsTarget.StartAsync());

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task Several_processes_of_a_version_are_added_up()
    {
        using var source = Open(_one, _other);
        _one.Add("all", 10);
        _other.Add("all", 5);
        var counted = new Requests(source);
        await counted.AddAsync();

        _one.Add("all", 3);
        _other.Add("all", 4);

        Assert.Equal(7, await counted.AddAsync());
    }

    [Fact]
    public async Task A_process_that_began_anew_counts_from_nought()
    {
        using var source = Open(_one);
        _one.Add("all", 100);
        var counted = new Requests(source);
        await counted.AddAsync();

        _one.Set("all", 8);

        Assert.Equal(8, await counted.AddAsync());
    }

    [Fact]
    public async Task Two_rollouts_on_one_source_each_count_from_their_own_beginning()
    {
        using var source = Open(_one);
        _one.Add("all", 100);
        var first = new Requests(source);
        await first.AddAsync();
        _one.Add("all", 5);
        Assert.Equal(5, await first.AddAsync());
        var second = new Requests(source);

        Assert.Equal(0, await second.AddAsync());
        _one.Add("all", 2);

        Assert.Equal(2, await second.AddAsync());
        Assert.Equal(2, await first.AddAsync());
    }

    [Fact]
    public async Task A_counter_that_appears_counts_from_its_first_request()
    {
        using var source = Open(_one);
        _one.Add("all{code=\"200\"}", 100);
        var counted = new Requests(source);
        await counted.AddAsync();

        _one.Add("all{code=\"500\"}", 3);

        Assert.Equal(3, await counted.AddAsync());
    }

    [Fact]
    public async Task One_process_that_does_not_answer_fails_the_answer()
    {
        using var source = Open(_one, _other);
        _one.Add("all", 1);
        await _other.DisposeAsync();

        var answer = await Requests.AskAsync(source, Moment.Now, Moment.Now);

        Assert.Equal(FaultKind.Unreachable, Assert.IsType<Answer<Reading>.Failed>(answer).Fault.Kind);
        _other = await MetricsTarget.StartAsync();
    }

    [Fact]
    public async Task The_queries_of_App_Mesh_count_what_its_front_served()
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxSettings { RequestsPerSecond = 0 });
        using var source = Connected.Source($"scrape: {{ targets: [ '{sandbox.Admin}' ] }}");
        using var customers = new HttpClient();
        await customers.GetAsync(new Uri(sandbox.Front, "checkout"));
        var queries = AppMeshDescriptor.Descriptor.Traits.BuiltInsOn("prometheus")!;
        var language = Catalogue.Sources.First(known => known.Traits.Key == "scrape").Traits.Language;
        ByArm Both(Query query)
        {
            Query Of(string version) => language.Fill(query, name => name == "mesh" ? "demo" : version);
            return new ByArm(Of("checkout-v2"), Of("checkout-v1"));
        }

        var began = Moment.Now;
        var counted = new Counted(began);
        MetricQuestion.Counts Counts() => new(began, Moment.Now, Both(queries.Counts!.Total), Both(queries.Counts.Bad));
        MetricQuestion.Histogram Slow() => new(began, Moment.Now, Both(queries.Latency!.Buckets), [60_000]);
        counted.Add(await source.Ask([Counts()], default)[0]);
        var slow = new Counted(began);
        slow.Add(await source.Ask([Slow()], default)[0]);

        for (var customer = 0; customer < 12; customer++)
        {
            await customers.GetAsync(new Uri(sandbox.Front, "checkout"));
        }

        var both = await Task.WhenAll(source.Ask([Counts(), Slow()], default));
        Assert.Equal((default, new ArmIncrement(12, 0)), counted.Add(both[0]));
        Assert.Equal((default, new ArmIncrement(12, 0)), slow.Add(both[1]));
    }

    private static IMetricSource Open(params MetricsTarget[] targets) =>
        Connected.Source(
            $"scrape: {{ targets: [ {string.Join(", ", targets.Select(target => $"'{target.Address}'"))} ] }}"
        );

    private static class Moment
    {
        public static Instant Now => Instant.From(TimeProvider.System.GetUtcNow());
    }

    /// <summary>All requests of the candidate, as one check of one rollout counts them.</summary>
    private sealed class Requests
    {
        private readonly IMetricSource _source;
        private readonly Counted _counted;
        private Instant _read = Moment.Now;

        public Requests(IMetricSource source) => (_source, _counted) = (source, new Counted(_read));

        public async Task<double> AddAsync()
        {
            var now = Moment.Now;
            var answer = await AskAsync(_source, _read, now);
            _read = now;
            return _counted.Add(answer).Candidate.Requests;
        }

        public static Task<Answer<Reading>> AskAsync(IMetricSource source, Instant from, Instant to)
        {
            var all = new ByArm(Query.Text("all"), Baseline: null);
            return source.Ask([new MetricQuestion.Counts(from, to, all, all)], default)[0];
        }
    }
}
