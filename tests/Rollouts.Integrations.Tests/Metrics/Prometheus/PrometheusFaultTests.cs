using Microsoft.AspNetCore.Http;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Tests.Metrics.Prometheus;

/// <summary>Everything that can come back instead of an answer.</summary>
public sealed class PrometheusFaultTests : IAsyncLifetime
{
    private PrometheusStandIn _standIn = null!;
    private IMetricSource _source = null!;

    public async Task InitializeAsync()
    {
        _standIn = await PrometheusStandIn.StartAsync();
        _source = Connected.Source($"prometheus: {{ address: '{_standIn.Address}' }}");
    }

    public async Task DisposeAsync()
    {
        _source.Dispose();
        await _standIn.DisposeAsync();
    }

    [Theory]
    [InlineData(400, "bad_data", "1:5: parse error: unclosed left parenthesis", FaultKind.Refused)]
    [InlineData(422, "execution", "found duplicate series for the match group", FaultKind.Refused)]
    [InlineData(422, "422", "cannot parse query", FaultKind.Refused)]
    [InlineData(503, "timeout", "query timed out in expression evaluation", FaultKind.TimedOut)]
    [InlineData(503, "unavailable", "tsdb is not ready", FaultKind.Broken)]
    [InlineData(500, "internal", "out of order", FaultKind.Broken)]
    public async Task Quotes_what_Prometheus_says(int status, string type, string said, FaultKind kind)
    {
        _standIn.Says(status, $$"""{"status":"error","errorType":"{{type}}","error":"{{said}}"}""");

        var fault = await FaultAsync();

        Assert.Equal(kind, fault.Kind);
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        Assert.Equal(kind == FaultKind.Refused, fault.Message.Contains("sum(up)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(401, "Unauthorized\n", FaultKind.Denied)]
    [InlineData(403, "<html>no</html>", FaultKind.Denied)]
    [InlineData(404, "404 page not found", FaultKind.NotFound)]
    [InlineData(429, "too many outstanding requests", FaultKind.Throttled)]
    [InlineData(502, "<html>\r\n<h1>Bad Gateway</h1>", FaultKind.Broken)]
    [InlineData(504, "upstream request timeout", FaultKind.TimedOut)]
    public async Task Understands_a_proxy_that_answers_in_its_own_words(int status, string said, FaultKind kind)
    {
        _standIn.Answer = context =>
        {
            context.Response.Headers.RetryAfter = "7";
            return PrometheusStandIn.SayAsync(context, status, said, "text/html");
        };

        var fault = await FaultAsync();

        Assert.Equal(kind, fault.Kind);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.Equal(kind == FaultKind.Throttled ? TimeSpan.FromSeconds(7) : fault.RetryAfter, fault.RetryAfter);
    }

    [Theory]
    [InlineData("<html><body>Please sign in</body></html>")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"val""")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":["x","1"]}]}}""")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"one"]}]}}""")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1]}]}}""")]
    [InlineData("""{"status":"success","data":null}""")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task Uses_nothing_that_is_no_answer(string body)
    {
        _standIn.Says(200, body);

        Assert.Equal(FaultKind.Unusable, (await FaultAsync()).Kind);
    }

    [Theory]
    [InlineData("No StoreAPIs matched for this query")]
    [InlineData("receive series from Addr: thanos-2: rpc error: code = Unavailable")]
    [InlineData("results truncated due to limit")]
    public async Task Uses_nothing_that_is_not_whole(string warning)
    {
        _standIn.Says(200, Number("1", $"""["{warning}"]"""));

        var fault = await FaultAsync();

        Assert.Equal(FaultKind.Unusable, fault.Kind);
        Assert.Contains(warning, fault.Message, StringComparison.Ordinal);
    }

    // A process whose clock was wrong asked about another time and called a bad candidate healthy.
    [Theory]
    [InlineData(-3600, "ahead of")]
    [InlineData(3600, "behind")]
    [InlineData(30, null)]
    public async Task Uses_nothing_of_another_time_than_the_present(int ahead, string? said)
    {
        _standIn.Says(200, Number("1", "[]"));
        var present = Instant.From(DateTimeOffset.UtcNow.AddSeconds(ahead));

        var answer = await AskAsync(present);

        Assert.Equal(said is null, answer is Answer<Reading>.Got);
        Assert.Contains(said ?? "", (answer as Answer<Reading>.Failed)?.Fault.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mere_advice_is_no_warning()
    {
        _standIn.Says(200, Number("1", """["PromQL info: metric might not be a counter"]"""));

        Assert.Equal(1, await ValueAsync());
    }

    [Theory]
    [InlineData("NaN", double.NaN)]
    [InlineData("+Inf", double.PositiveInfinity)]
    [InlineData("-Inf", double.NegativeInfinity)]
    [InlineData("1.5e-07", 1.5e-07)]
    public async Task Reads_numbers_as_Prometheus_writes_them(string written, double number)
    {
        _standIn.Says(200, Number(written, "[]"));

        Assert.Equal(number, await ValueAsync());
    }

    // A failure counter of "NaN" was dropped, so it read as no failures.
    [Theory]
    [InlineData("NaN", double.NaN)]
    [InlineData("-Inf", double.NegativeInfinity)]
    [InlineData("-3", -3)]
    public async Task Hands_over_a_value_that_no_counter_can_show(string written, double number)
    {
        _standIn.Says(
            200,
            $$$"""
            {"status":"success","data":{"resultType":"matrix","result":[
             {"metric":{"__name__":"errors","instance":"a"},"values":[[1700000000,"{{{written}}}"]]}]}}
            """
        );
        var now = new Instant(1_700_000_000_000_000);
        var errors = new ByArm(Query.Text("errors"), Baseline: null);

        var answer = await Assert.Single(_source.Ask([new MetricQuestion.Counts(now, now, errors, errors)], default));

        var counters = Assert.IsType<Reading.Counters>(Assert.IsType<Answer<Reading>.Got>(answer).Value);
        Assert.Contains(counters.Samples, sample => sample.Value.Equals(number) && !sample.IsPossible);
    }

    [Fact]
    public async Task Reads_a_scalar()
    {
        _standIn.Says(200, """{"status":"success","data":{"resultType":"scalar","result":[1700000000.123,"4"]}}""");

        Assert.Equal(4, await ValueAsync());
    }

    [Theory]
    [InlineData(
        """{"resultType":"vector","result":[{"metric":{"a":"1"},"value":[1,"1"]},{"metric":{"a":"2"},"value":[1,"1"]}]}""",
        "2 series"
    )]
    [InlineData("""{"resultType":"matrix","result":[]}""", "a matrix")]
    [InlineData("""{"resultType":"string","result":[1,"hello"]}""", "a string")]
    [InlineData("""{"resultType":"vector","result":[{"metric":{},"histogram":[1,{}]}]}""", "native histograms")]
    public async Task A_question_for_a_number_needs_one_number(string data, string why)
    {
        _standIn.Says(200, """{"status":"success","data":""" + data + "}");

        var fault = await FaultAsync();

        Assert.Equal(FaultKind.Refused, fault.Kind);
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follows_no_redirect()
    {
        await using var elsewhere = await PrometheusStandIn.StartAsync();
        _standIn.Answer = context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = elsewhere.Address + "api/v1/query";
            return Task.CompletedTask;
        };

        var fault = await FaultAsync();

        Assert.Equal(FaultKind.Refused, fault.Kind);
        Assert.Contains(elsewhere.Address.ToString(), fault.Message, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Asked);
    }

    [Fact]
    public async Task Reads_only_so_much()
    {
        _standIn.Answer = async context =>
        {
            var much = new byte[1024 * 1024];
            for (var i = 0; i < 100 && !context.RequestAborted.IsCancellationRequested; i++)
            {
                await context.Response.Body.WriteAsync(much, context.RequestAborted);
            }
        };

        Assert.Equal(FaultKind.Unusable, (await FaultAsync()).Kind);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_may_be_whole_next_time()
    {
        _standIn.Answer = async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("""{"status":""");
            await context.Response.Body.FlushAsync();
            context.Abort();
        };

        Assert.True((await FaultAsync()).MayPass);
    }

    private static string Number(string value, string warnings) =>
        $$$"""
            {"status":"success","warnings":{{{warnings}}},"infos":["PromQL info: x"],
             "data":{"resultType":"vector","result":[{"metric":{},"value":[1700000000,"{{{value}}}"]}]}}
            """;

    private async Task<Answer<Reading>> AskAsync(Instant? present = null)
    {
        var now = new Instant(1_700_000_000_000_000);
        var question = new MetricQuestion.Value(now, now, new ByArm(Query.Text("sum(up)"), Baseline: null))
        {
            Present = present,
        };
        return await Assert.Single(_source.Ask([question], default));
    }

    private async Task<double> ValueAsync() =>
        Assert.IsType<Reading.Values>(Assert.IsType<Answer<Reading>.Got>(await AskAsync()).Value).Candidate;

    private async Task<Fault> FaultAsync() => Assert.IsType<Answer<Reading>.Failed>(await AskAsync()).Fault;
}
