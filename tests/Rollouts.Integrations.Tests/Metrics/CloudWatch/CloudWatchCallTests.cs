using Rollouts.Analysis.Ticks;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Alarms;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Tests.Metrics.CloudWatch;

/// <summary>How calls are shared, what is whole and what is only partly there.</summary>
public sealed class CloudWatchCallTests : IAsyncLifetime
{
    private CloudWatchPeer? _peer;
    private IMetricSource? _source;

    public async Task InitializeAsync()
    {
        _peer = await CloudWatchPeer.StartAsync();
        _source = _peer.Open();
    }

    public async Task DisposeAsync()
    {
        _source!.Dispose();
        await _peer!.DisposeAsync();
    }

    [Fact]
    public async Task A_hundred_rollouts_share_one_call()
    {
        var began = _peer!.Now;
        for (var i = 0; i < 100; i++)
        {
            Asked.Put(_peer, "RequestCount", $"green-{i}", 10 + i);
            Asked.Put(_peer, "RequestCount", $"blue-{i}", 100);
        }

        _peer.Pass(TimeSpan.FromMinutes(2));
        var answers = await AskAsync(Enumerable.Range(0, 100).Select(i => Counts(began, $"green-{i}", $"blue-{i}")));

        Assert.Equal(
            Enumerable.Range(0, 100).Select(i => new ArmIncrement(10 + i, 0)),
            answers.Select(answer => Assert.Single(Periods(answer).Counted).Candidate)
        );
        Assert.Equal(["GetMetricData 400"], _peer.Rules.Calls);
    }

    [Theory]
    [InlineData(-3600, false)]
    [InlineData(3600, false)]
    [InlineData(30, true)]
    public async Task An_answer_of_another_time_than_the_present_is_not_used(int ahead, bool isUsed)
    {
        var present = Instant.From(DateTimeOffset.UtcNow.AddSeconds(ahead));

        var answers = await AskAsync([Counts(_peer!.Now, "green", "blue") with { Present = present }]);

        Assert.Equal(isUsed, answers[0] is Answer<Reading>.Got);
    }

    // Failures below zero counted as none.
    [Theory]
    [InlineData("Errors")]
    [InlineData("RequestCount")]
    public async Task A_period_with_a_count_below_zero_is_unusable(string metric)
    {
        var began = _peer!.Now;
        Asked.Put(_peer, "RequestCount", "green", 100);
        Asked.Put(_peer, metric, "green", -700);
        _peer.Pass(TimeSpan.FromMinutes(2));

        var period = Assert.Single(Periods((await AskAsync([Counts(began, "green", "blue")]))[0]).Counted);

        Assert.True(period.IsUnusable);
        Assert.Equal((default, default), (period.Candidate, period.Baseline));
    }

    [Fact]
    public async Task More_than_five_hundred_queries_go_in_as_few_calls_as_there_can_be()
    {
        await AskAsync(Enumerable.Range(0, 300).Select(i => Counts(_peer!.Now, $"green-{i}", $"blue-{i}")));

        Assert.Equal(
            ["GetMetricData 200", "GetMetricData 500", "GetMetricData 500"],
            _peer!.Rules.Calls.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task What_two_ask_is_asked_once()
    {
        await AskAsync([Counts(_peer!.Now, "green", "blue"), Counts(_peer.Now, "green", "blue")]);

        Assert.Equal(["GetMetricData 4"], _peer.Rules.Calls);
    }

    [Fact]
    public async Task Pages_are_put_together_by_id()
    {
        _peer!.Rules.PageSize = 7;
        var began = _peer.Now;
        for (var minute = 0; minute < 10; minute++)
        {
            Asked.Put(_peer, "RequestCount", "green", 100 + minute);
            Asked.Put(_peer, "Errors", "green", minute);
            Asked.Put(_peer, "RequestCount", "blue", 200 + minute);
            _peer.Pass(TimeSpan.FromMinutes(1));
        }

        _peer.Pass(TimeSpan.FromMinutes(1));
        var periods = Periods((await AskAsync([Counts(began, "green", "blue")]))[0]);

        Assert.Equal(
            Enumerable.Range(0, 10).Select(minute => new ArmIncrement(100 + minute, minute)),
            periods.Counted.Select(period => period.Candidate)
        );
        Assert.Equal(
            Enumerable.Range(0, 10).Select(minute => new ArmIncrement(200 + minute, 0)),
            periods.Counted.Select(period => period.Baseline)
        );
        Assert.True(_peer.Rules.Calls.Count > 3, "too few pages to have tried anything");
    }

    [Fact]
    public async Task A_period_that_is_not_over_or_has_not_settled_is_not_judged_and_none_is_twice()
    {
        var began = _peer!.Now;
        Asked.Put(_peer, "RequestCount", "green", 40);
        _peer.Pass(TimeSpan.FromSeconds(119));
        var early = Periods((await AskAsync([Counts(began, "green", "blue")]))[0]);
        Assert.Empty(early.Counted);
        Assert.Equal(began, early.Until);

        // What is late within a minute counts.
        Asked.Put(_peer, "RequestCount", "green", 2, _peer.Store.Now - TimeSpan.FromSeconds(80));
        _peer.Pass(TimeSpan.FromSeconds(1));
        var first = Periods((await AskAsync([Counts(early.Until, "green", "blue")]))[0]);
        Assert.Equal(42, Assert.Single(first.Counted).Candidate.Requests);

        var again = Periods((await AskAsync([Counts(first.Until, "green", "blue")]))[0]);
        Assert.Empty(again.Counted);
        Assert.Equal(first.Until, again.Until);
    }

    [Fact]
    public async Task No_failures_are_none_where_there_were_requests_and_no_requests_are_no_evidence()
    {
        var began = _peer!.Now;
        Asked.Put(_peer, "RequestCount", "green", 40);
        _peer.Pass(TimeSpan.FromMinutes(1));
        Asked.Put(_peer, "Errors", "nobody", 40);
        _peer.Pass(TimeSpan.FromMinutes(2));

        var periods = Periods((await AskAsync([Counts(began, "green", "blue")]))[0]);

        Assert.Equal(new ArmIncrement(40, 0), Assert.Single(periods.Counted).Candidate);
        Assert.Equal(began + TimeSpan.FromMinutes(2), periods.Until);
    }

    [Theory]
    [InlineData("PartialData", FaultKind.Broken)]
    [InlineData("InternalError", FaultKind.Broken)]
    [InlineData("Forbidden", FaultKind.Denied)]
    public async Task What_is_only_partly_there_is_no_answer(string status, FaultKind kind)
    {
        _peer!.Rules.Statuses["Errors"] = status;
        _peer.Pass(TimeSpan.FromMinutes(2));

        var answers = await AskAsync([Counts(_peer.Now, "green", "blue"), Value("RequestCount")]);

        Assert.Equal(kind, FaultOf(answers[0]).Kind);
        Assert.IsType<Answer<Reading>.Got>(answers[1]);
    }

    [Fact]
    public async Task Doubts_of_CloudWatch_are_no_answer()
    {
        _peer!.Rules.Message = ("MaxMetricsExceeded", "too many");

        var fault = FaultOf((await AskAsync([Counts(_peer.Now, "green", "blue")]))[0]);

        Assert.Equal(FaultKind.Unusable, fault.Kind);
        Assert.Contains("too many", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Throttling_is_a_400_and_asks_for_patience()
    {
        _peer!.Rules.Throttled = 1;

        Assert.Equal(FaultKind.Throttled, FaultOf((await AskAsync([Value("RequestCount")]))[0]).Kind);
        Assert.IsType<Answer<Reading>.Got>((await AskAsync([Value("RequestCount")]))[0]);
    }

    [Fact]
    public async Task Reads_percentiles_and_metric_math_of_the_newest_whole_period()
    {
        for (var i = 1; i <= 100; i++)
        {
            Asked.Put(_peer!, "Latency", "green", i);
        }

        Asked.Put(_peer!, "Errors", "green", 5);
        Asked.Put(_peer!, "RequestCount", "green", 200);
        _peer!.Pass(TimeSpan.FromMinutes(2));
        var math = Asked.Settings([
            ("expression", Asked.Text("100 * FILL(errors, 0) / requests")),
            (
                "metrics",
                Asked.Settings([
                    ("errors", Asked.Metric("Errors", "green", "Sum")),
                    ("requests", Asked.Metric("RequestCount", "green", "Sum")),
                ])
            ),
        ]);

        var answers = await AskAsync([Value("Latency", "p99"), Of(new Query(math)), Of(new Query(math))]);

        Assert.Equal([99, 2.5, 2.5], answers.Select(answer => ((Reading.Values)Got(answer)).Candidate));
    }

    [Fact]
    public async Task Says_which_alarms_ring_composite_ones_too()
    {
        _peer!.Store.Alarms["checkout-5xx"] = "ALARM";
        _peer.Store.Alarms["checkout-p99"] = "OK";
        _peer.Store.Alarms["checkout"] = "ALARM";
        _peer.Store.Composite["checkout"] = true;

        var answer = await ((IAlarmWatcher)_source!).RingingAsync(
            ["checkout-5xx", "checkout-p99", "checkout", "elsewhere"],
            default
        );

        Assert.True(answer.TryGet(out var ringing, out _));
        Assert.Equal(["checkout", "checkout-5xx"], ringing.Order(StringComparer.Ordinal));
    }

    private static MetricQuestion.Value Of(Query query) => new(default, default, new ByArm(query, Baseline: null));

    private static MetricQuestion.Value Value(string metric, string stat = "Sum") =>
        Of(new Query(Asked.Metric(metric, "green", stat)));

    private static MetricQuestion.Counts Counts(Instant from, string candidate, string baseline) =>
        new(from, default, Both("RequestCount", candidate, baseline), Both("Errors", candidate, baseline));

    private static ByArm Both(string metric, string candidate, string baseline) =>
        new(
            new Query(Asked.Metric(metric, candidate, stat: null)),
            new Query(Asked.Metric(metric, baseline, stat: null))
        );

    private Task<Answer<Reading>[]> AskAsync(IEnumerable<MetricQuestion> questions) =>
        Task.WhenAll(_source!.Ask([.. questions.Select(question => question with { To = _peer!.Now })], default));

    private static Reading Got(Answer<Reading> answer)
    {
        Assert.True(answer.TryGet(out var reading, out var fault), fault?.Message);
        return reading;
    }

    private static Reading.Periods Periods(Answer<Reading> answer) => Assert.IsType<Reading.Periods>(Got(answer));

    private static Fault FaultOf(Answer<Reading> answer) => Assert.IsType<Answer<Reading>.Failed>(answer).Fault;
}
