using Rollouts.Analysis.Ticks;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Tests.Metrics.Prometheus;

/// <summary>What is sent, how often, and what becomes of the series that come back.</summary>
public sealed class PrometheusQueryTests : IAsyncLifetime
{
    private static readonly Instant Noon = Instant.From(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));

    private PrometheusStandIn _standIn = null!;
    private IMetricSource _source = null!;

    public async Task InitializeAsync()
    {
        _standIn = await PrometheusStandIn.StartAsync();
        _source = Connected.Source($"prometheus: {{ address: '{_standIn.Address}prometheus', timeout: 1500ms }}");
        _standIn.Says(200, Matrix());
    }

    public async Task DisposeAsync()
    {
        _source.Dispose();
        await _standIn.DisposeAsync();
    }

    [Fact]
    public async Task A_check_is_one_query()
    {
        await AskAsync(Counts("x{s=\"{arm}\"}", "x{s=\"{arm}\",code=~\"5..\"}"));

        var form = Assert.Single(_standIn.Asked);
        Assert.Equal("{__name__=\"x\",s=~\"v2|v1\"}[150s]", form["query"]);
        Assert.Equal("1795262400.000", form["time"]);
        Assert.Equal("1500ms", form["timeout"]);
    }

    [Fact]
    public async Task Samples_carry_the_value_of_the_label_that_a_check_judges_by()
    {
        _standIn.Says(
            200,
            Matrix(
                ("""{"__name__":"x","s":"v2","route":"/pay","code":"500"}""", [(-10, 3), (0, 7)]),
                ("""{"__name__":"x","s":"v2","route":"/shop","code":"200"}""", [(0, 90)]),
                ("""{"__name__":"x","s":"v1","code":"200"}""", [(0, 50)])
            )
        );
        var question = Counts("x{s=\"{arm}\"}", "x{s=\"{arm}\",code=~\"5..\"}");

        var answers = await AskAsync(question with { By = "route" }, question);

        Assert.Equal(
            [
                (CounterRole.Total, "/pay", 3.0),
                (CounterRole.Total, "/pay", 7),
                (CounterRole.Bad, "/pay", 3),
                (CounterRole.Bad, "/pay", 7),
                (CounterRole.Total, "/shop", 90),
                (CounterRole.Total, "", 50),
            ],
            ((Reading.Counters)Got(answers[0])).Samples.Select(sample => (sample.Role, sample.Label!, sample.Value))
        );
        Assert.All(((Reading.Counters)Got(answers[1])).Samples, sample => Assert.Null(sample.Label));
        Assert.Single(_standIn.Asked);
    }

    [Theory]
    [InlineData("x{s=\"{arm}\"}", "y{s=\"{arm}\"}", 2)]
    [InlineData("x{s=\"{arm}\"}", "x{s=\"{arm}\",code=~\"(?i)5..\"}", 2)]
    [InlineData("x{s=\"{arm}\",t=\"{arm}\"}", "x{s=\"{arm}\",t=\"{arm}\",code=\"500\"}", 2)]
    [InlineData("x{s=~\"{arm}-.*\"}", "x{s=~\"{arm}-.*\",code=\"500\"}", 2)]
    [InlineData("x{s=~\"{arm}-.*\"}", "y{s=~\"{arm}-.*\"}", 4)]
    public async Task What_cannot_be_joined_is_asked_alone(string total, string bad, int queries)
    {
        await AskAsync(Counts(total, bad));

        Assert.Equal(queries, _standIn.Asked.Count);
    }

    [Fact]
    public async Task Two_rollouts_that_ask_the_same_ask_once_and_as_far_back_as_either_needs()
    {
        var question = Counts("x{s=\"{arm}\"}", "x{s=\"{arm}\",code=\"500\"}");

        await AskAsync(question, question with { From = Noon - TimeSpan.FromMinutes(5) }, question);

        Assert.EndsWith("[420s]", Assert.Single(_standIn.Asked)["query"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_over_a_year_reads_an_hour_back()
    {
        var question = Counts("x{s=\"{arm}\"}", "x{s=\"{arm}\",code=\"500\"}");

        await AskAsync(question with { From = Noon - TimeSpan.FromDays(365) });

        Assert.EndsWith("[3720s]", Assert.Single(_standIn.Asked)["query"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Never_asks_too_much_at_once()
    {
        _standIn.Answer = async context =>
        {
            await Task.Delay(20);
            await PrometheusStandIn.SayAsync(context, 200, Matrix());
        };

        await AskAsync([
            .. Enumerable.Range(0, 60).Select(i => Counts($"x{i}{{s=\"{{arm}}\"}}", $"y{i}{{s=\"{{arm}}\"}}")),
        ]);

        Assert.Equal(120, _standIn.Asked.Count);
        Assert.InRange(_standIn.MostAtOnce, 2, 8);
    }

    [Fact]
    public async Task Nobody_waits_for_a_slow_question()
    {
        var slow = new TaskCompletionSource();
        _standIn.Answer = async context =>
        {
            if (context.Request.Form["query"].ToString().StartsWith("slow", StringComparison.Ordinal))
            {
                await slow.Task;
            }

            await PrometheusStandIn.SayAsync(context, 200, PrometheusStandIn.NoSeries);
        };

        var answers = _source.Ask(
            [.. new[] { "slow", "quick" }.Select(text => new MetricQuestion.Value(Noon, Noon, OnlyCandidate(text)))],
            default
        );

        Assert.IsType<Reading.Values>(Got(await answers[1]));
        Assert.False(answers[0].IsCompleted);
        slow.SetResult();
        Assert.IsType<Reading.Values>(Got(await answers[0]));
    }

    [Fact]
    public async Task Reads_back_two_scrapes_once_it_knows_how_far_apart_they_are()
    {
        _standIn.Says(200, Matrix(("""{"s":"v2"}""", [(-45, 1), (-30, 1), (-15, 1), (0, 1)])));
        var question = Counts("x{s=\"{arm}\"}", "x{s=\"{arm}\",code=\"500\"}");

        var first = await AskAsync(question);
        await AskAsync(question);

        Assert.EndsWith("[60s]", _standIn.Asked[1]["query"].ToString(), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(15), Assert.IsType<Reading.Counters>(Got(first[0])).Scrape);
    }

    [Fact]
    public async Task Each_series_counts_for_its_arm_and_the_bad_ones_twice()
    {
        _standIn.Says(
            200,
            Matrix(
                ("""{"s":"v1","code":"200","instance":"a"}""", [(-1, 10)]),
                ("""{"s":"v1","code":"500","instance":"a"}""", [(-1, 2)]),
                ("""{"s":"v2","code":"503","instance":"b"}""", [(-1, 3), (0, 4)]),
                ("""{"s":"v3","code":"503","instance":"b"}""", [(-1, 99)])
            )
        );

        var answer = await AskAsync(Counts("x{s=\"{arm}\"}", "x{s=\"{arm}\",code=~\"5..\"}"));

        var samples = Assert.IsType<Reading.Counters>(Got(answer[0])).Samples;
        Assert.Equal(
            [
                (Arm.Baseline, CounterRole.Bad, 2),
                (Arm.Baseline, CounterRole.Total, 2),
                (Arm.Baseline, CounterRole.Total, 10),
                (Arm.Candidate, CounterRole.Bad, 3),
                (Arm.Candidate, CounterRole.Bad, 4),
                (Arm.Candidate, CounterRole.Total, 3),
                (Arm.Candidate, CounterRole.Total, 4),
            ],
            samples
                .Select(sample => (sample.Arm, sample.Role, (int)sample.Value))
                .OrderBy(sample => sample.Arm.ToString())
                .ThenBy(sample => sample.Role.ToString())
                .ThenBy(sample => sample.Item3)
        );
        Assert.Equal(3, samples.Select(sample => sample.Series).Distinct().Count());
        Assert.Equal(2, samples.Select(sample => sample.Instance).Distinct().Count());
    }

    [Fact]
    public async Task A_version_without_the_bucket_is_not_taken_for_a_slow_one()
    {
        _standIn.Says(
            200,
            Matrix(
                ("""{"s":"v1","le":"0.3"}""", [(0, 90)]),
                ("""{"s":"v1","le":"+Inf"}""", [(0, 90)]),
                ("""{"s":"v2","le":"0.25"}""", [(0, 90)]),
                ("""{"s":"v2","le":"+Inf"}""", [(0, 90)])
            )
        );
        var buckets = new ByArm(Query.Text("x_bucket{s=\"v2\"}"), Query.Text("x_bucket{s=\"v1\"}"));

        var answer = await AskAsync(new MetricQuestion.Histogram(Noon, Noon, buckets, [0.3]));

        var fault = Assert.IsType<Answer<Reading>.Failed>(answer[0]).Fault;
        Assert.Equal(FaultKind.Refused, fault.Kind);
        Assert.Contains("no bucket at 0.3", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_histogram_is_asked_for_the_buckets_it_needs()
    {
        var buckets = new ByArm(Query.Text("x_bucket{s=\"v2\"}"), Query.Text("x_bucket{s=\"v1\"}"));

        await AskAsync(new MetricQuestion.Histogram(Noon, Noon, buckets, [0.5, 1]));

        Assert.StartsWith(
            """{__name__="x_bucket",s=~"v2|v1",le=~"0\\.5|0\\.50|1|1\\.0|\\+Inf"}[""",
            Assert.Single(_standIn.Asked)["query"].ToString(),
            StringComparison.Ordinal
        );
    }

    private static MetricQuestion.Counts Counts(string total, string bad) =>
        new(Noon - TimeSpan.FromSeconds(30), Noon, Both(total), Both(bad));

    private static ByArm OnlyCandidate(string query) => new(Query.Text(query), Baseline: null);

    private static ByArm Both(string query) =>
        new(
            Query.Text(query.Replace("{arm}", "v2", StringComparison.Ordinal)),
            Query.Text(query.Replace("{arm}", "v1", StringComparison.Ordinal))
        );

    private Task<Answer<Reading>[]> AskAsync(params MetricQuestion[] questions) =>
        Task.WhenAll(_source.Ask(questions, default));

    private static Reading Got(Answer<Reading> answer) => Assert.IsType<Answer<Reading>.Got>(answer).Value;

    private static string Matrix(params (string Labels, (int Seconds, double Value)[] Samples)[] series)
    {
        var noon = Noon.Microseconds / 1_000_000;
        var rows = series.Select(row =>
        {
            var values = row.Samples.Select(sample => $"[{noon + sample.Seconds},\"{sample.Value}\"]");
            return $$"""{"metric":{{row.Labels}},"values":[{{string.Join(',', values)}}]}""";
        });
        return """{"status":"success","data":{"resultType":"matrix","result":[""" + string.Join(',', rows) + "]}}";
    }
}
