using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rollouts.Integrations.Ci;

namespace Rollouts.Integrations.Tests.Ci;

public sealed class GitHubTests : IDisposable
{
    private const string Body = """{"action":"completed","workflow_run":{"id":1}}""";
    private const string Signed = "sha256=7e5ca22549eeda39976ac1778185137023636b137781ac1e4f41ea93c0c4747a";

    private readonly TempFolder _folder = new();
    private readonly ICiSender _sender;

    public GitHubTests() =>
        _sender = Announced.Sender(
            $"github: {{ secret: {{ file: '{_folder.Write("new", "topsecret")}' }}, "
                + $"previous: {{ file: '{_folder.Write("old", "oldsecret")}' }} }}"
        );

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Takes_what_octokit_has_signed() => IsAsync(true, Message(Body, Signed));

    [Fact]
    public Task Takes_the_secret_before_this_one() => IsAsync(true, Message(Body, Sign("oldsecret", Body)));

    [Theory]
    [InlineData("wrong")]
    [InlineData("topsecre")]
    [InlineData("topsecret ")]
    public Task Refuses_another_secret(string secret) => IsAsync(false, Message(Body, Sign(secret, Body)));

    [Theory]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha1=169c387d38a7045f51b6349bd13f9617f08d346e")]
    [InlineData("169c387d38a7045f51b6349bd13f9617f08d346eaf6f18014e822c645fbb36f1")]
    [InlineData("sha256=zz9c387d38a7045f51b6349bd13f9617f08d346eaf6f18014e822c645fbb36f1")]
    [InlineData("sha256=169c387d38a7045f51b6349bd13f9617f08d346eaf6f18014e822c645fbb36f100")]
    public Task Refuses_what_is_no_signature(string signature) => IsAsync(false, Message(Body, signature));

    [Fact]
    public Task Refuses_a_body_of_which_one_blank_was_changed() =>
        IsAsync(false, Message(Body.Replace(",", ", ", StringComparison.Ordinal), Signed));

    [Theory]
    [InlineData("X-Hub-Signature-256")]
    [InlineData("X-GitHub-Event")]
    [InlineData("X-GitHub-Delivery")]
    public Task Refuses_what_lacks_a_header(string missing)
    {
        var whole = Message(Body, Signed);
        return IsAsync(false, whole with { Header = name => name == missing ? null : whole.Header(name) });
    }

    [Fact]
    public async Task Can_wait_for_a_secret_that_is_not_there()
    {
        var sender = Announced.Sender("github: { secret: { file: /nowhere/at/all } }");

        Assert.IsType<CiTrust.NotNow>(await sender.VerifyAsync(Message(Body, Signed), default));
    }

    [Fact]
    public void Names_the_kind_by_its_action_and_knows_it_again_by_its_id_and_its_body()
    {
        var happened = Assert.Single(Announced.Events(_sender, Message(Body, Signed)));

        Assert.Equal(("workflow_run.completed", "72d3162e"), (happened.Kind, happened.Delivery));
        Assert.Equal(
            ["72d3162e", "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Body)))],
            happened.Ids
        );
    }

    [Fact]
    public void Reads_whom_to_tell()
    {
        var sha = new string('a', 40);
        var body = JsonSerializer.Serialize(
            new
            {
                action = "created",
                deployment = new
                {
                    id = 42,
                    sha,
                    environment = "prod",
                },
                repository = new { full_name = "acme/shop" },
            }
        );

        var happened = Assert.Single(Announced.Events(_sender, Message(body, Signed, "deployment")));

        Assert.Equal(new CiAddressee("acme/shop", sha, "42", Callback: null, "prod"), happened.Addressee);
    }

    [Theory]
    [InlineData("acme/../shop")]
    [InlineData("acme")]
    [InlineData("acme/shop?x=")]
    [InlineData("../acme")]
    public void Tells_nobody_whose_name_leads_elsewhere(string repository)
    {
        var body = JsonSerializer.Serialize(
            new { workflow_run = new { id = 1 }, repository = new { full_name = repository } }
        );

        Assert.Null(Assert.Single(Announced.Events(_sender, Message(body, Signed))).Addressee);
    }

    [Fact]
    public void A_ping_says_nothing() =>
        Assert.Empty(Announced.Events(_sender, Message("""{"zen":"Keep it logically awesome."}""", Signed, "ping")));

    // The event's name is not signed, so one signed body went through as another event.
    [Theory]
    [InlineData("release", """{"action":"published","package":{}}""")]
    [InlineData("package", """{"action":"published","release":{}}""")]
    [InlineData("registry_package", """{"action":"published","package":{}}""")]
    [InlineData("deployment", """{"action":"created","deployment":{},"deployment_status":{}}""")]
    [InlineData("workflow_run", """{"action":"created","deployment":{},"workflow_run":{}}""")]
    [InlineData("ping", """{"action":"published","release":{}}""")]
    [InlineData("push", """{"ref":"refs/tags/v1"}""")]
    [InlineData("star", """{"action":"created","deployment":{}}""")]
    [InlineData("release", """{"action":"published","release":null}""")]
    public void A_body_is_one_of_the_event_that_the_header_names(string kind, string body) =>
        Assert.IsType<CiReading.Unreadable>(_sender.Read(Message(body, Signed, kind)));

    [Theory]
    [InlineData("deployment", """{"deployment":{"created_at":"2026-11-20T12:00:00Z"},"workflow_run":null}""")]
    [InlineData(
        "release",
        """{"release":{"created_at":"2024-01-01T00:00:00Z","published_at":"2026-11-20T12:00:00Z"}}"""
    )]
    [InlineData("package", """{"package":{"package_version":{"updated_at":"2026-11-20T12:00:00Z"}}}""")]
    [InlineData("push", """{"after":"1","head_commit":{"timestamp":"2026-11-20T13:00:00+01:00"}}""")]
    [InlineData("star", """{"action":"created"}""")]
    public void A_message_is_known_by_its_body_and_says_when_it_happened(string kind, string body)
    {
        var said = Assert.IsType<CiReading.Said>(_sender.Read(Message(body, Signed, kind)));

        Assert.Equal("sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))), said.Digest);
        DateTimeOffset? at = kind == "star" ? null : new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(at, said.At);
    }

    [Theory]
    [InlineData("payload=%7B%7D")]
    [InlineData("[]")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("\ufeff")]
    public void Says_what_it_cannot_read(string body) =>
        Assert.IsType<CiReading.Unreadable>(_sender.Read(Message(body, Signed)));

    [Fact]
    public void Reads_nothing_that_is_nested_to_no_end()
    {
        var body = string.Concat(Enumerable.Repeat("{\"a\":", 50_000)) + "1" + new string('}', 50_000);

        Assert.IsType<CiReading.Unreadable>(_sender.Read(Message(body, Signed)));
    }

    [Fact]
    public async Task Agrees_with_octokit_on_what_is_genuine()
    {
        string[] bodies = ["{}", Body, """{"text":"Grüße 🚀 \u0000 \ud83d"}""", new string('x', 100_000)];
        var signed = await NodeClient.RunAsync(
            "sign-github.mjs",
            bodies.Select(body => JsonSerializer.Serialize(new { secret = "topsecret", body }))
        );

        Assert.Equal(bodies.Length, signed.Length);
        foreach (var (body, signature) in bodies.Zip(signed))
        {
            Assert.True(await Announced.IsTakenAsync(_sender, Message(body, signature)), body);
        }
    }

    private async Task IsAsync(bool isTaken, CiMessage message) =>
        Assert.Equal(isTaken, await Announced.IsTakenAsync(_sender, message));

    private static string Sign(string secret, string body) =>
        "sha256="
        + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));

    private static CiMessage Message(string body, string signature, string kind = "workflow_run") =>
        Announced.Message(
            body,
            ("X-Hub-Signature-256", signature),
            ("X-GitHub-Event", kind),
            ("X-GitHub-Delivery", "72d3162e")
        );
}
