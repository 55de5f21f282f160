using System.Net;
using System.Text;
using Rollouts.Fakes.Storage;
using Rollouts.Integrations.Aws;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Secrets;
using Rollouts.Sandbox.Aws;

namespace Rollouts.Integrations.Tests.Outside.Aws;

/// <summary>What is signed here is what a service of AWS calculates from the request as it arrives.</summary>
public sealed class SigningTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private SignedPeer _peer = null!;

    public async Task InitializeAsync()
    {
        _peer = await SignedPeer.StartAsync("things");
        Keep("first");
    }

    public async Task DisposeAsync()
    {
        await _peer.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("v1/meshes/a%20b/routes/c%2Fd")]
    [InlineData("v1/@me/a+b/%C3%A9?limit=5&meshOwner=123456789012&a=")]
    [InlineData("q?b=2&a=x%20y&a=1&flag")]
    public async Task Signs_every_form_of_address(string path)
    {
        using var client = _peer.Client(Kept);
        using var got = await client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, got.StatusCode);
    }

    [Fact]
    public async Task Signs_what_is_sent()
    {
        using var client = _peer.Client(Kept);
        using var request = new HttpRequestMessage(HttpMethod.Post, "")
        {
            Content = new StringContent("""{ "é": 1 }""", Encoding.UTF8, "application/x-amz-json-1.0"),
        };
        request.Headers.Add("X-Amz-Target", "GraniteServiceVersion20100801.GetMetricData");
        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_session_token_goes_with_a_temporary_key()
    {
        _peer.Keys.Clear();
        _peer.Keys.Add(new AwsKey("id-first", "secret-first", "to/ken=="));
        _folder.Write("token", "to/ken==");
        using var with = _peer.Client(Kept with { Key = Kept.Key! with { Token = File("token") } });
        using var without = _peer.Client(Kept);

        Assert.Equal(HttpStatusCode.OK, (await with.GetAsync(new Uri("x", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await without.GetAsync(new Uri("x", UriKind.Relative))).StatusCode);
        Assert.Equal(["UnrecognizedClientException"], _peer.Refused);
    }

    [Fact]
    public async Task A_new_key_is_taken_up_by_itself()
    {
        using var client = _peer.Client(Kept);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("x", UriKind.Relative))).StatusCode);

        Keep("second");

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("x", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_wrong_key_and_a_wrong_service_are_refused_as_such()
    {
        _folder.Write("secret", "another");
        using var wrong = _peer.Client(Kept);
        Assert.Equal(HttpStatusCode.Forbidden, (await wrong.GetAsync(new Uri("x", UriKind.Relative))).StatusCode);

        Keep("first");
        using var other = _peer.Client(Kept, "others");
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync(new Uri("x", UriKind.Relative))).StatusCode);
        Assert.Equal(["InvalidSignatureException", "InvalidSignatureException"], _peer.Refused);
    }

    [Fact]
    public async Task A_key_that_cannot_be_read_sends_nothing()
    {
        using var client = _peer.Client(Kept with { Key = Kept.Key! with { Id = File("missing") } });

        var thrown = await Assert.ThrowsAsync<OutsideException>(() => client.GetAsync(new Uri("x", UriKind.Relative)));

        Assert.Equal(FaultKind.Denied, thrown.Fault.Kind);
        Assert.Empty(_peer.Refused);
    }

    [Fact]
    public async Task A_profile_and_the_environment_are_found_where_AWS_looks_for_them()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "id-first");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "secret-first");
        try
        {
            using var profile = _peer.Client(Kept with { Key = null, Profile = "somebody" });
            using var chain = _peer.Client(Kept with { Key = null });
            using var nobody = _peer.Client(Kept with { Key = null, Profile = "nobody" });

            Assert.Equal(HttpStatusCode.OK, (await profile.GetAsync(new Uri("x", UriKind.Relative))).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await chain.GetAsync(new Uri("x", UriKind.Relative))).StatusCode);
            var thrown = await Assert.ThrowsAsync<OutsideException>(() =>
                nobody.GetAsync(new Uri("x", UriKind.Relative))
            );
            Assert.Contains("'nobody'", thrown.Message, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", null);
            Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", null);
        }
    }

    [Theory]
    [InlineData(-20)]
    [InlineData(20)]
    public async Task A_clock_that_is_off_is_corrected_by_what_AWS_answers(int minutes)
    {
        using var client = AwsPeer.Connect(
            new AwsEndpoint(Kept, new Uri(_peer.Address), TlsSettings.None, TimeSpan.FromSeconds(30)),
            "things",
            new AdapterContext(new SettableClock(DateTimeOffset.UtcNow.AddMinutes(minutes)))
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, "") { Content = new StringContent("a=b") };

        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(request)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("x", UriKind.Relative))).StatusCode);
        Assert.Equal(["InvalidSignatureException"], _peer.Refused);
    }

    private AwsAccess Kept => new("eu-west-1", new AwsAccessKey(File("id"), File("secret"), Token: null), null, null);

    private Secret File(string name) => new Secret.InFile(_folder[name]);

    private void Keep(string name)
    {
        _folder.Write("id", $"id-{name}");
        _folder.Write("secret", $"secret-{name}\n");
        _peer.Keys.Clear();
        _peer.Keys.Add(new AwsKey($"id-{name}", $"secret-{name}"));
    }
}
