using System.Text.Json.Nodes;
using Rollouts.Domain.Connections;
using Rollouts.Integrations.Catalogues;
using Rollouts.Integrations.Chat;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Tests.Outside.Http;

namespace Rollouts.Integrations.Tests.Chat;

/// <summary>E-mail over a mail server that others made.</summary>
public sealed class EmailClientTests : IDisposable
{
    private const string Password = "hunter:2 %";

    private readonly TempFolder _folder = new();
    private readonly Authority _authority = new("Mail authority");
    private readonly List<string> _remarks = [];

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_message_arrives_over_start_tls_with_the_verdict_and_the_way_to_the_dashboard()
    {
        await using var server = await SecureAsync("startTls");
        using var chat = Connect(server, Secured("startTls"));

        var sent = Got(await chat.PostAsync("releases", SlackTest.Card, default));

        var mail = Assert.Single(await MailsAsync(server, 1));
        Assert.True((bool)mail["secure"]!);
        Assert.Equal("rollouts", (string?)mail["user"]);
        Assert.Equal("checkout v42 in prod: checkout v42 waits for approval at 25% of prod", (string?)mail["subject"]);
        Assert.Equal("rollouts@example.com", (string?)mail["from"]);
        Assert.Equal(["ana@example.com", "ben@example.com"], To(mail));
        Assert.Equal($"<{sent.Id}>", (string?)mail["id"]);
        Assert.Equal($"<{SlackTest.Card.Rollout}@example.com>", (string?)mail["references"]!.AsArray().Single());
        Assert.Equal("high", (string?)mail["importance"]);
        Assert.Equal("auto-generated", (string?)mail["automatic"]);
        foreach (var body in new[] { (string)mail["text"]!, (string)mail["html"]! })
        {
            Assert.Contains("25% of the requests go to the new version", body, StringComparison.Ordinal);
            Assert.Contains("1 of 2 approvals: ana", body, StringComparison.Ordinal);
            Assert.Contains(SlackTest.Card.Evidence[0], body, StringComparison.Ordinal);
            Assert.Contains($"https://rollouts.example.com/{SlackTest.Card.Path}", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_name_that_an_outsider_chose_is_neither_a_header_nor_markup()
    {
        await using var server = await MailServer.StartAsync();
        using var chat = Connect(server);
        const string hostile = "x\r\nBcc: eve@example.com\r\n\r\n<script>alert(1)</script>";

        Got(await chat.PostAsync("releases", SlackTest.Card with { Title = hostile, Evidence = [hostile] }, default));

        var mail = Assert.Single(await MailsAsync(server, 1));
        Assert.Null(mail["bcc"]);
        Assert.StartsWith("x  Bcc: eve@example.com", (string)mail["subject"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", (string)mail["html"]!, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<script>alert(1)</script>", (string)mail["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tls_from_the_first_byte_is_spoken_too()
    {
        await using var server = await SecureAsync("tls");
        using var chat = Connect(server, Secured("tls"));

        Got(await chat.PostAsync("releases", SlackTest.Card, default));

        Assert.True((bool)Assert.Single(await MailsAsync(server, 1))["secure"]!);
    }

    [Fact]
    public async Task A_server_without_tls_gets_neither_the_password_nor_the_message()
    {
        await using var server = await MailServer.StartAsync(login: ("rollouts", Password));
        using var chat = Connect(server, Secured("startTls"));

        Assert.Equal(FaultKind.Unusable, (await FaultAsync(chat)).Kind);

        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_not_trusted()
    {
        await using var server = await SecureAsync("startTls");
        using var stranger = new Authority("Mail authority");
        using var chat = Connect(server, Secured("startTls", stranger.Pem));

        var fault = await FaultAsync(chat);

        Assert.Equal(FaultKind.Denied, fault.Kind);
        Assert.Contains("do not trust each other", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_denied_and_stands_in_no_message()
    {
        await using var server = await SecureAsync("startTls", "another");
        using var chat = Connect(server, Secured("startTls"));

        var fault = await FaultAsync(chat);

        Assert.Equal(FaultKind.Denied, fault.Kind);
        Assert.DoesNotContain(Password, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_address_does_not_keep_the_message_from_the_others()
    {
        await using var server = await MailServer.StartAsync();
        using var chat = Connect(server, addresses: "gone@example.com, ana@example.com");

        Got(await chat.PostAsync("releases", SlackTest.Card, default));

        Assert.Equal(["ana@example.com"], To(Assert.Single(await MailsAsync(server, 1))));
        Assert.Contains("gone@example.com", Assert.Single(_remarks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_which_no_address_is_taken_is_refused()
    {
        await using var server = await MailServer.StartAsync();
        using var chat = Connect(server, addresses: "gone@example.com");

        var fault = await FaultAsync(chat);

        Assert.Equal(FaultKind.Refused, fault.Kind);
        Assert.Contains("no such mailbox", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("later@example.com")]
    [InlineData("ana@example.com, later@example.com")]
    public async Task An_address_that_is_taken_later_gets_the_message_later_and_the_others_once(string addresses)
    {
        await using var server = await MailServer.StartAsync();
        using var chat = Connect(server, addresses: addresses);

        Assert.Equal(FaultKind.Throttled, (await FaultAsync(chat)).Kind);
        Got(await chat.PostAsync("releases", SlackTest.Card, default));

        var expected = addresses.Split(", ");
        var mails = await MailsAsync(server, expected.Length);
        Assert.Equal(expected, mails.SelectMany(To));
        Assert.Single(mails.Select(mail => (string?)mail["id"]).Distinct());
    }

    [Fact]
    public async Task A_server_that_is_away_is_unreachable()
    {
        var server = await MailServer.StartAsync();
        using var chat = Connect(server);
        await server.DisposeAsync();

        Assert.Equal(FaultKind.Unreachable, (await FaultAsync(chat)).Kind);
    }

    [Theory]
    [InlineData("server: mail.example.com", "plan.address-refused")]
    [InlineData("server: 'mail.example.com:0'", "plan.address-refused")]
    [InlineData("from: 'Rollouts <rollouts@example.com>'", "plan.bad-text")]
    [InlineData("lists: { releases: ['a@b, c@d'] }", "plan.bad-text")]
    [InlineData("lists: { releases: [] }", "plan.wrong-count")]
    [InlineData("user: rollouts", "plan.missing-key")]
    [InlineData("security: none, user: rollouts, password: { env: MAIL_PASSWORD }", "plan.one-of")]
    [InlineData("security: maybe", "plan.bad-choice")]
    public void A_connection_that_cannot_work_is_refused_when_it_is_read(string changed, string code)
    {
        Dictionary<string, string> keys = new(StringComparer.Ordinal)
        {
            ["server"] = "server: 'mail.example.com:587'",
            ["from"] = "from: rollouts@example.com",
            ["lists"] = "lists: { releases: [ana@example.com] }",
            ["dashboard"] = "dashboard: 'https://rollouts.example.com'",
            [changed.Split(':')[0]] = changed,
        };

        Assert.Contains(code, Connected.Codes($"email: {{ {string.Join(", ", keys.Values)} }}"));
    }

    private async Task<MailServer> SecureAsync(string security, string password = Password)
    {
        using var certificate = _authority.Sign("localhost");
        return await MailServer.StartAsync(
            security,
            (
                _folder.Write("server.pem", certificate.ExportCertificatePem()),
                _folder.Write("server.key", Authority.KeyPem(certificate))
            ),
            ("rollouts", password)
        );
    }

    private string Secured(string security, string? authorities = null) =>
        $"security: {security}, user: rollouts, password: {{ file: '{_folder.Write("password", Password)}' }}, "
        + $"tls: {{ authorities: '{_folder.Write("authorities.pem", authorities ?? _authority.Pem)}' }}";

    private IChatClient Connect(
        MailServer server,
        string more = "security: none",
        string addresses = "ana@example.com, ben@example.com"
    )
    {
        var connection = (Connection.Chat)
            Connected.Read(
                $"email: {{ server: 'localhost:{server.Port}', from: rollouts@example.com, "
                    + $"lists: {{ releases: [{addresses}] }}, dashboard: 'https://rollouts.example.com', {more} }}"
            );
        return Adapters.Open(connection, new AdapterContext(TimeProvider.System) { Remark = _remarks.Add });
    }

    // The server writes a message down while it answers.
    private static async Task<IReadOnlyList<JsonObject>> MailsAsync(MailServer server, int count)
    {
        await Eventually.IsAsync(() => server.Mails.Count >= count, $"{count} messages");
        return server.Mails;
    }

    private static IEnumerable<string> To(JsonObject mail) => mail["to"]!.AsArray().Select(address => (string)address!);

    private static async Task<Fault> FaultAsync(IChatClient chat)
    {
        var answer = await chat.PostAsync("releases", SlackTest.Card, default);
        Assert.False(answer.TryGet(out _, out var fault));
        return fault;
    }

    private static T Got<T>(Answer<T> answer)
    {
        Assert.True(answer.TryGet(out var value, out var fault), fault?.Message);
        return value;
    }
}
