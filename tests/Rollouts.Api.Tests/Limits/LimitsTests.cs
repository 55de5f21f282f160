using System.IO.Compression;
using Rollouts.Api.Limits;

namespace Rollouts.Api.Tests.Limits;

/// <summary>What every answer carries, and how much one caller may ask.</summary>
public sealed class LimitsTests : ApiTest
{
    internal override ApiLimits Limits => new(EachSecond: 1, AtOnce: 20);

    [Fact]
    public async Task Browsers_are_told_to_run_and_keep_nothing()
    {
        foreach (var client in new[] { Administrator, Stranger })
        {
            var headers = (await client.GetAsync("rollouts", ("Origin", "https://evil.example"))).Headers;
            Assert.Equal("nosniff", headers["X-Content-Type-Options"]);
            Assert.Equal(
                "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
                headers["Content-Security-Policy"]
            );
            Assert.Equal("no-store", headers["Cache-Control"]);
            Assert.DoesNotContain(headers.Keys, name => name.StartsWith("Access-Control", StringComparison.Ordinal));
            Assert.DoesNotContain("Server", headers.Keys);
        }
    }

    [Fact]
    public async Task A_request_is_called_as_its_sender_calls_it()
    {
        Assert.Equal(
            "job-17",
            (await Administrator.GetAsync("rollouts", ("X-Request-Id", "job-17"))).Headers["X-Request-Id"]
        );
        foreach (var wrong in new[] { "a b", "<script>", new string('x', 101) })
        {
            var id = (await Administrator.GetAsync("rollouts", ("X-Request-Id", wrong))).Headers["X-Request-Id"];
            Assert.Matches("^[0-9a-f]{32}$", id);
        }
    }

    [Fact]
    public async Task Answers_are_compressed_for_whoever_asks()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "rollouts");
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using var response = await Administrator.Http.SendAsync(request);

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        await using var body = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var reader = new StreamReader(body);
        Assert.Equal("{\"rollouts\":[]}", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task Whoever_asks_too_much_is_told_to_wait()
    {
        var answers = new List<Answer>();
        for (var i = 0; i < 60; i++)
        {
            answers.Add(await Administrator.GetAsync("rollouts"));
        }

        var refused = answers.First(answer => answer.Status != 200).IsRefused(429, "request.too-many");
        Assert.Equal("1", refused.Headers["Retry-After"]);
    }
}
