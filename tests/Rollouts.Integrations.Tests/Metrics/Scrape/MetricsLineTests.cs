using Rollouts.Integrations.Metrics.Scrape;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Tests.Metrics.Scrape;

/// <summary>The text formats of Prometheus and OpenMetrics, as processes really write them.</summary>
public sealed class MetricsLineTests
{
    [Theory]
    [InlineData("up 1", "__name__=up", 1)]
    [InlineData("up{} 1.5e3", "__name__=up", 1500)]
    [InlineData("""a_total{x="1",y="b c"} 7 1700000000000""", "__name__=a_total,x=1,y=b c", 7)]
    [InlineData("""a{ x = "1" , } +Inf""", "__name__=a,x=1", double.PositiveInfinity)]
    [InlineData("a\t{x=\"1\"}\t-2", "__name__=a,x=1", -2)]
    [InlineData("""a_bucket{le="0.5"} 3 # {trace_id="}"} 0.4""", "__name__=a_bucket,le=0.5", 3)]
    [InlineData("""a{x="back\\slash \"quoted\" line\nend"} 0""", "__name__=a,x=back\\slash \"quoted\" line\nend", 0)]
    [InlineData("""a{x="} # {"} 4""", "__name__=a,x=} # {", 4)]
    [InlineData("""{"my.metric",x="1"} 5""", "__name__=my.metric,x=1", 5)]
    [InlineData("""a{"with space"="é"} 5""", "__name__=a,with space=é", 5)]
    [InlineData("job:rate5m 0", "__name__=job:rate5m", 0)]
    public void Is_read(string line, string labels, double value)
    {
        Assert.True(MetricsLine.TryRead(line, out var read, out var number));

        Assert.Equal(labels, string.Join(',', read.Select(label => $"{label.Key}={label.Value}")));
        Assert.Equal(value, number);
    }

    [Theory]
    [InlineData("up")]
    [InlineData("up one")]
    [InlineData("""up{x="1" 1""")]
    [InlineData("""up{x=1} 1""")]
    [InlineData("""up{x="1"y="2"} 1""")]
    [InlineData("""up{x="1",x="2"} 1""")]
    [InlineData("""up{"again"} 1""")]
    [InlineData("""{x="1"} 1""")]
    [InlineData("""up{="1"} 1""")]
    [InlineData("""up{x="\""")]
    [InlineData("<html>")]
    public void Is_refused(string line) => Assert.False(MetricsLine.TryRead(line, out _, out _));

    [Fact]
    public void Of_a_page_only_what_is_asked_for_is_read()
    {
        var page = "# TYPE a counter\na 1\n\nb 2\r\nc broken\na{x=\"1\"} NaN\n# EOF\n"u8.ToArray();

        Assert.True(MetricsPage.Read(page, ["a", "b"], "it").TryGet(out var series, out _));

        Assert.Equal([1, 2, double.NaN], series.Select(one => one.Value));
    }

    [Fact]
    public void A_page_that_is_none_says_so()
    {
        Assert.False(MetricsPage.Read("a{ 1\n"u8.ToArray(), ["a"], "it").TryGet(out _, out var fault));

        Assert.Equal(FaultKind.Unusable, fault.Kind);
        Assert.Contains("'a{ 1'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_series_than_anybody_can_judge_are_refused()
    {
        var lines = Enumerable.Range(0, ScrapeLimits.MostSeries + 1).Select(n => $"a{{n=\"{n}\"}} 1");
        var page = System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines));

        Assert.False(MetricsPage.Read(page, ["a"], "it").TryGet(out _, out var fault));
        Assert.Equal(FaultKind.Unusable, fault.Kind);
    }
}
