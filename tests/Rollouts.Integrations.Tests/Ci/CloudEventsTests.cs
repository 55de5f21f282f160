using Rollouts.Integrations.Ci;

namespace Rollouts.Integrations.Tests.Ci;

public sealed class CloudEventsTests : IDisposable
{
    private const string Structured =
        """{"specversion":"1.0","id":"1","source":"/ci","type":"image.built","data":{"tag":"v1"}}""";

    private const string Ecr = """
        {
          "version": "0", "id": "13cde686-328b-6117-af20-0e5566167482", "detail-type": "ECR Image Action",
          "source": "aws.ecr", "account": "123456789012", "time": "2019-11-16T01:54:34Z", "region": "us-west-2",
          "resources": [],
          "detail": { "result": "SUCCESS", "repository-name": "shop", "image-digest": "sha256:7f5b2640", "action-type": "PUSH",
            "image-tag": "v1" }
        }
        """;

    private readonly TempFolder _folder = new();
    private readonly ICiSender _sender;

    public CloudEventsTests() =>
        _sender = Announced.Sender(
            $"cloudEvents: {{ apiKey: {{ file: '{_folder.Write("key", "right")}' }}, "
                + $"previous: {{ file: '{_folder.Write("old", "before")}' }} }}"
        );

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("right", true)]
    [InlineData("before", true)]
    [InlineData("wrong", false)]
    [InlineData("", false)]
    public async Task Takes_a_key_that_was_agreed(string key, bool isTaken) =>
        Assert.Equal(isTaken, await Announced.IsTakenAsync(_sender, Announced.Message("{}", ("x-api-key", key))));

    [Fact]
    public async Task Refuses_what_has_no_key() =>
        Assert.False(await Announced.IsTakenAsync(_sender, Announced.Message("{}")));

    [Fact]
    public void Reads_the_structured_mode() => IsTheSame(Structured, ("Content-Type", "application/cloudevents+json"));

    [Fact]
    public void Reads_the_binary_mode() =>
        IsTheSame(
            """{"tag":"v1"}""",
            ("ce-specversion", "1.0"),
            ("ce-id", "1"),
            ("ce-source", "/ci"),
            ("ce-type", "image.built")
        );

    [Fact]
    public void Reads_a_batch() =>
        IsTheSame($"[{Structured}]", ("Content-Type", "application/cloudevents-batch+json; charset=utf-8"));

    [Fact]
    public void A_push_to_ECR_is_one_where_it_has_come_to_its_end()
    {
        Assert.Equal("ecr.push", Kind(Ecr));
        Assert.Equal("ECR Image Action", Kind(Ecr.Replace("SUCCESS", "FAILURE", StringComparison.Ordinal)));
        Assert.Equal("ECR Image Action", Kind(Ecr.Replace("PUSH", "DELETE", StringComparison.Ordinal)));
        Assert.Equal("ECR Image Action", Kind(Ecr.Replace("aws.ecr", "my.ecr", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"specversion":"0.3","id":"1","source":"/ci","type":"x"}""")]
    [InlineData("""{"specversion":"1.0","source":"/ci","type":"x"}""")]
    [InlineData("""{"specversion":"1.0","id":"1\n2","source":"/ci","type":"x"}""")]
    public void Says_what_it_cannot_read(string body) =>
        Assert.IsType<CiReading.Unreadable>(_sender.Read(Announced.Message(body)));

    private void IsTheSame(string body, params (string, string)[] headers)
    {
        var happened = Assert.Single(Announced.Events(_sender, Announced.Message(body, headers)));

        Assert.Equal("image.built", happened.Kind);
        Assert.Equal(["/ci 1"], happened.Ids);
        Assert.Equal("v1", happened.Content.GetProperty("tag").GetString());
    }

    private string Kind(string body) => Assert.Single(Announced.Events(_sender, Announced.Message(body))).Kind;
}
