using System.Collections.Immutable;
using Rollouts.Analysis.Ticks;
using Rollouts.Contracts;
using Rollouts.Contracts.Metrics;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Fakes;
using Rollouts.Fakes.Metrics;
using Rollouts.Fakes.Storage;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Tests.Fakes;

/// <summary>The fake keeps the contract of the real ones, so that what is proved with it holds for them.</summary>
public sealed class FakeSourceTests : MetricSourceContract
{
    private readonly FakeMetrics _metrics = new(TimeProvider.System) { Scrape = TimeSpan.FromMilliseconds(20) };

    protected override Instant Now => Instant.From(TimeProvider.System.GetUtcNow());

    protected override ByArm Total { get; } = Both("all");

    protected override ByArm Bad { get; } = Both("bad");

    protected override ByArm BadByAnother { get; } = Both("also bad");

    protected override ByArm Buckets { get; } = Both("buckets");

    protected override ByArm Value { get; } = Both("value");

    protected override ByArm Nothing { get; } = Both("nothing");

    protected override Query Wrong { get; } = Query.Text("wrong(");

    [Fact]
    public async Task A_question_over_a_year_is_answered_with_an_hour_and_nothing_of_the_future()
    {
        var clock = new SettableClock();
        var metrics = new FakeMetrics(clock);
        using var source = new FakeSource(metrics, clock);
        metrics.Count(Total.Candidate, 1);
        clock.Advance(TimeSpan.FromDays(2));
        var now = Instant.From(clock.GetUtcNow());
        var year = TimeSpan.FromDays(365);

        var past = await ReadAsync(now - year, now);
        var future = await ReadAsync(now - year, now + year);

        Assert.InRange(past.Length, 3_600, 3_602);
        Assert.All(past, sample => Assert.InRange(now - sample.At, TimeSpan.Zero, TimeSpan.FromSeconds(3_601)));
        Assert.Empty(future);

        async Task<ImmutableArray<CounterSample>> ReadAsync(Instant from, Instant to)
        {
            var question = new MetricQuestion.Counts(from, to, new ByArm(Total.Candidate, Baseline: null), Bad);
            var answer = await source.Ask([question], default)[0];
            return Assert.IsType<Reading.Counters>(Assert.IsType<Answer<Reading>.Got>(answer).Value).Samples;
        }
    }

    public override Task InitializeAsync()
    {
        _metrics.Misunderstand(Wrong);
        return Task.CompletedTask;
    }

    public override Task DisposeAsync() => Task.CompletedTask;

    protected override IMetricSource Open(Peer peer) =>
        new FakeSource(_metrics, TimeProvider.System)
        {
            Timeout = TimeSpan.FromMilliseconds(500),
            Mishaps = _ =>
                peer switch
                {
                    Peer.Absent => Mishap.Unreachable,
                    Peer.Silent => new Mishap.Late(TimeSpan.FromHours(1)),
                    Peer.Distrustful => Mishap.Denied,
                    _ => null,
                },
        };

    protected override Query NumberQuery(int number)
    {
        var query = Query.Text($"number {number}");
        _metrics.Set(query, number);
        return query;
    }

    protected override void Serve(Arm arm, int good, int bad)
    {
        _metrics.Count(Of(Total, arm), good + bad);
        _metrics.Count(Of(Bad, arm), bad);
        _metrics.Count(Of(BadByAnother, arm), bad);
    }

    protected override void Took(Arm arm, double seconds, int requests) =>
        _metrics.Observe(Of(Buckets, arm), seconds, requests, [0.1, 0.5, 1]);

    protected override void Show(Arm arm, double value) => _metrics.Set(Of(Value, arm), value);

    protected override Task SettleAsync() => Task.Delay(2 * _metrics.Scrape);

    private static ByArm Both(string text) => new(Query.Text(text + " of v2"), Query.Text(text + " of v1"));

    private static Query Of(ByArm queries, Arm arm) => arm == Arm.Candidate ? queries.Candidate : queries.Baseline!;
}
