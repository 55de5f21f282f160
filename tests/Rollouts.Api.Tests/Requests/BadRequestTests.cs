using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Rollouts.Api.Tests.Requests;

/// <summary>What strangers, mistakes and bad intentions send. None of it changes anything, and each is told why.</summary>
public sealed class BadRequestTests : ApiTest
{
    private const string Good = """{"service":"shop","environment":"staging","version":"v2","reason":"a test"}""";

    [Fact]
    public async Task A_body_that_cannot_be_read_is_refused()
    {
        string[] bodies =
        [
            "",
            "null",
            "[]",
            "{",
            "\"shop\"",
            "{}",
            Good + "x",
            Good.Replace("\"v2\"", "2", StringComparison.Ordinal),
            Good.Replace("\"v2\"", "null", StringComparison.Ordinal),
            Good.Replace("\"v2\"", "[\"v2\"]", StringComparison.Ordinal),
            Good.Replace("reason", "Reason", StringComparison.Ordinal),
            Good.Replace("}", ",\"surprise\":1}", StringComparison.Ordinal),
            Good.Replace("}", ",\"version\":\"v3\"}", StringComparison.Ordinal),
            Good.Replace("}", ",\"authors\":\"ann\"}", StringComparison.Ordinal),
            Good.Replace("a test", "\\ud800", StringComparison.Ordinal),
            Good.Replace("\"a test\"", string.Concat(Enumerable.Repeat("[", 1000)), StringComparison.Ordinal),
            "// a comment\n" + Good,
        ];
        foreach (var body in bodies)
        {
            var refused = await Administrator.PostAsync("rollouts", body);
            Assert.True(refused.Status == 400, $"{body}: {refused.Text}");
            Assert.Equal("request.body", refused.Code);
        }

        (await Administrator.PostAsync("rollouts", (byte[])[0x22, 0xff, 0x22])).IsRefused(400, "request.body");
        Assert.Empty((await Administrator.GetAsync("rollouts")).Json.GetProperty("rollouts").EnumerateArray());
    }

    [Fact]
    public async Task A_name_that_nothing_can_have_is_refused()
    {
        string[] names =
        [
            "",
            " shop",
            "shop ",
            "../shop",
            "sh/op",
            "shop\\u0000",
            "sh\\u00f6p",
            "sh\\u043ep",
            "shop\\u200b",
            "\\u202eshop",
            "sh%6fp",
            "shop\\n",
            "'; drop table streams;--",
            new string('s', 129),
            new string('s', 100_000),
        ];
        foreach (var name in names)
        {
            var refused = await Administrator.PostAsync(
                "rollouts",
                Good.Replace("shop", name, StringComparison.Ordinal)
            );
            Assert.True(refused.Status == 400, $"{name}: {refused.Text}");
            Assert.Equal("request.name", refused.Code);
            Assert.True(refused.Text.Length < 1500, "what was sent is not sent back at any length");
            Assert.DoesNotContain("Parameter", refused.Text, StringComparison.Ordinal);
        }

        (await Administrator.PostAsync("rollouts", Good.Replace("v2", "..", StringComparison.Ordinal))).IsRefused(
            400,
            "request.name"
        );
    }

    [Fact]
    public async Task Words_that_would_forge_the_log_are_refused()
    {
        foreach (
            var words in new[]
            {
                "",
                "  ",
                "\\u0000",
                "\\u001b[31m",
                "\\u202egnp.exe",
                "\\u2066x\\u2069",
                "a\\u2028b",
                new string('a', 1001),
            }
        )
        {
            (
                await Administrator.PostAsync("rollouts", Good.Replace("a test", words, StringComparison.Ordinal))
            ).IsRefused(400, "request.words");
        }

        (
            await Administrator.PostAsync(
                "rollouts",
                Good.Replace("}", ",\"authors\":[null]}", StringComparison.Ordinal)
            )
        ).IsRefused(400, "request.words");
        var many = string.Join(',', Enumerable.Repeat("\"ann\"", 101));
        (
            await Administrator.PostAsync(
                "rollouts",
                Good.Replace("}", $",\"authors\":[{many}]}}", StringComparison.Ordinal)
            )
        ).IsRefused(400, "request.words");
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_said_so_or_not()
    {
        var large = new byte[(1024 * 1024) + 1];
        (await Administrator.PostAsync("plans", large)).IsRefused(413, "request.too-large");

        using var unsaid = new StreamContent(new MemoryStream(large));
        unsaid.Headers.ContentLength = null;
        using var request = new HttpRequestMessage(HttpMethod.Post, "plans") { Content = unsaid };
        request.Headers.TransferEncodingChunked = true;
        using var response = await Administrator.Http.SendAsync(request);
        (await Answer.OfAsync(response)).IsRefused(413, "request.too-large");
    }

    [Fact]
    public async Task What_would_be_ignored_in_an_address_is_refused()
    {
        foreach (
            var query in new[]
            {
                "stauts=Running",
                "Service=shop",
                "service=shop&service=cart",
                "limit=1000000",
                "id=x",
                "%00=1",
            }
        )
        {
            (await Administrator.GetAsync($"rollouts?{query}")).IsRefused(400, "request.query");
        }

        (await Administrator.GetAsync($"rollouts/{Guid.NewGuid():N}?id=x")).IsRefused(400, "request.query");
        foreach (var query in new[] { "live=maybe", "live=" })
        {
            (await Administrator.GetAsync($"rollouts?{query}")).IsRefused(400, "request.unreadable");
        }

        foreach (var cursor in new[] { "", "x", "1-x", "-1-0", "1", $"99999999999999999999-{Guid.NewGuid():N}" })
        {
            (await Administrator.GetAsync($"rollouts?cursor={cursor}")).IsRefused(400, "request.cursor");
        }

        foreach (var path in new[] { "plans", "services" })
        {
            foreach (var cursor in new[] { "", "%00", "!!", "x", "/", "staging/", "a/b/c", "staging/sh%C3%B6p" })
            {
                (await Administrator.GetAsync($"{path}?cursor={cursor}")).IsRefused(400, "request.cursor");
            }

            (await Administrator.GetAsync($"{path}?cursor=staging/shop")).Is(200);
        }

        foreach (var cursor in new[] { "", "!!", "zz", "%00" })
        {
            (await Administrator.GetAsync($"connections/edge/claims?cursor={cursor}")).IsRefused(400, "request.cursor");
        }

        (await Administrator.GetAsync("rollouts?service=sh%C3%B6p")).IsRefused(400, "request.name");
    }

    [Fact]
    public async Task Addresses_that_lead_nowhere_are_told_so()
    {
        foreach (
            var path in new[] { "", "nothing", "rollouts/a/b/c", "plans/staging", "../../etc/passwd", "rollouts/.." }
        )
        {
            var refused = await Administrator.GetAsync(path);
            Assert.True(refused.Status == 404, $"{path}: {refused.Status} {refused.Text}");
            Assert.Equal("request.no-such-address", refused.Code);
        }

        using var none = new StringContent("");
        var wrong = (await Administrator.SendAsync(HttpMethod.Delete, "rollouts", none)).IsRefused(
            405,
            "request.method"
        );
        Assert.Equal("GET, POST", wrong.Headers["Allow"]);
    }

    [Fact]
    public async Task Paths_that_climb_stay_where_they_are()
    {
        // Written by hand, since every decent client would straighten them first.
        foreach (
            var path in new[]
            {
                "/api/v1/../../etc/passwd",
                "/api/v1/plans/..%2f..%2fetc/passwd",
                "/api/v1/plans/staging/%2e%2e",
                "/api/v1/plans/staging/%00",
                "/api/v1/plans/staging/shop%0d%0aX-Evil:1",
                "//api//v1//rollouts",
                "/api/v1/rollouts/%ff",
            }
        )
        {
            var status = await RawAsync($"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            Assert.True(status is 400 or 401 or 404 or 405, $"{path}: {status}");
        }
    }

    private async Task<int> RawAsync(string request)
    {
        var address = new Uri(Address);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var answer = await reader.ReadToEndAsync();
        return int.Parse(answer.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
