using System.Text;
using System.Text.Json.Nodes;
using Rollouts.Integrations.Aws.Query;

namespace Rollouts.Integrations.Tests.Outside.Aws;

/// <summary>What AWS answers in XML goes back to it as parameters.</summary>
public sealed class QueryProtocolTests
{
    [Fact]
    public void A_tree_is_read_and_written_back()
    {
        var answer = QueryAnswer.Parse(
            Encoding.UTF8.GetBytes(
                """
                <DescribeRulesResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">
                  <DescribeRulesResult><Rules><member><Order>1</Order><Empty/><Config>
                    <Groups><member><Arn>a</Arn></member><member><Arn>b &amp; c</Arn></member></Groups>
                    <Extra><entry><key>k</key><value>v</value></entry></Extra>
                    <Values><member>x</member><member>y</member></Values>
                  </Config></member></Rules></DescribeRulesResult>
                  <ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>
                </DescribeRulesResponse>
                """
            )
        )!;

        Assert.Equal("r-1", answer.RequestId);
        Assert.Equal(
            [
                ("Rules.member.1.Order", "1"),
                ("Rules.member.1.Empty", ""),
                ("Rules.member.1.Config.Groups.member.1.Arn", "a"),
                ("Rules.member.1.Config.Groups.member.2.Arn", "b & c"),
                ("Rules.member.1.Config.Extra.entry.1.key", "k"),
                ("Rules.member.1.Config.Extra.entry.1.value", "v"),
                ("Rules.member.1.Config.Values.member.1", "x"),
                ("Rules.member.1.Config.Values.member.2", "y"),
            ],
            QueryForm.Flat("", answer.Result)
        );
    }

    [Fact]
    public void Numbers_and_flags_are_written_as_texts() =>
        Assert.Equal([("A", "5"), ("B", "true")], QueryForm.Flat("", new JsonObject { ["A"] = 5, ["B"] = true }));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("<html><body>bad gateway</body></html>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><AResponse>&b;</AResponse>")]
    [InlineData("<AResponse><AResult>")]
    public void What_is_no_answer_is_none(string body) => Assert.Null(QueryAnswer.Parse(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void An_answer_that_is_nested_without_end_is_cut_off()
    {
        var deep = string.Concat(Enumerable.Repeat("<A>", 5_000)) + string.Concat(Enumerable.Repeat("</A>", 5_000));

        Assert.NotNull(QueryAnswer.Parse(Encoding.UTF8.GetBytes($"<AResponse><AResult>{deep}</AResult></AResponse>")));
    }
}
