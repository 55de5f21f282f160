using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using Rollouts.Integrations.Alarms;

namespace Rollouts.Integrations.Tests.Alarms;

/// <summary>What a real Alertmanager sends, and what somebody else might.</summary>
public sealed class AlertmanagerTests : IDisposable
{
    private const string Alert = """
        {"alerts":[{"status":"firing","labels":{"alertname":"Down","cluster":"a"},"fingerprint":"f1",
        "startsAt":"2026-11-21T10:00:00.123456789+01:00","endsAt":"0001-01-01T00:00:00Z"}]}
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("authorization: { credentials: 'right' }", "bearer: { file: '$right' }")]
    [InlineData("basic_auth: { username: am, password: 'right' }", "user: am, password: { file: '$right' }")]
    [InlineData("authorization: { credentials: 'right' }", "bearer: { file: '$wrong' }, previous: { file: '$right' }")]
    public async Task A_real_one_is_heard_when_an_alert_fires_and_when_it_ends(string login, string settings)
    {
        var heard = new ConcurrentQueue<AlarmMessage>();
        await using var webhook = await HttpServer.StartAsync(async context => heard.Enqueue(await NoteAsync(context)));
        await using var alertmanager = await AlertmanagerServer.StartAsync(webhook.Address, login);
        using var sender = Pushed.Sender($"alertmanager: {{ {Filled(settings)} }}");

        await alertmanager.FireAsync("CheckoutDown");
        await Eventually.IsAsync(() => !heard.IsEmpty, "the alert to be told");
        Assert.True(heard.TryDequeue(out var first));
        var firing = Assert.Single(await Pushed.TakenAsync(sender, first));

        await alertmanager.ResolveAsync("CheckoutDown");
        await Eventually.IsAsync(() => !heard.IsEmpty, "its end to be told");
        Assert.True(heard.TryDequeue(out var last));
        var resolved = Assert.Single(await Pushed.TakenAsync(sender, last));

        Assert.Equal(("CheckoutDown", true), (firing.Name, firing.IsRinging));
        Assert.Equal(("CheckoutDown", false), (resolved.Name, resolved.IsRinging));
        Assert.Equal(firing.Instance, resolved.Instance);
        Assert.True(resolved.Since > firing.Since);
        Assert.Contains(KeyValuePair.Create("cluster", "main"), firing.Labels);
    }

    [Fact]
    public async Task Takes_a_moment_with_its_offset()
    {
        using var sender = Pushed.Sender($"alertmanager: {{ {Filled("bearer: { file: '$right' }")} }}");

        var signal = Assert.Single(
            await Pushed.TakenAsync(sender, Pushed.Message(Alert, ("Authorization", "Bearer right")))
        );

        Assert.Equal(
            new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero).AddTicks(1_234_560),
            DateTimeOffset.UnixEpoch.AddTicks(signal.Since.Microseconds * 10)
        );
    }

    [Theory]
    [InlineData("bearer: { file: '$right' }", null)]
    [InlineData("bearer: { file: '$right' }", "right")]
    [InlineData("bearer: { file: '$right' }", "Bearer wrong")]
    [InlineData("bearer: { file: '$right' }", "Basic YW06cmlnaHQ=")]
    [InlineData("user: am, password: { file: '$right' }", "Bearer right")]
    [InlineData("user: am, password: { file: '$right' }", "Basic eW91OnJpZ2h0")]
    [InlineData("user: am, password: { file: '$right' }", "Basic not-base64")]
    public async Task Believes_nobody_else(string settings, string? authorization)
    {
        using var sender = Pushed.Sender($"alertmanager: {{ {Filled(settings)} }}");
        var message = authorization is null
            ? Pushed.Message(Alert)
            : Pushed.Message(Alert, ("Authorization", authorization));

        Assert.IsType<AlarmReception.Distrusted>(await sender.ReceiveAsync(message, default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"alerts":[{}]}""")]
    [InlineData("""{"alerts":[{"status":"maybe","labels":{"alertname":"x"},"fingerprint":"f"}]}""")]
    public async Task Says_what_it_cannot_read(string body)
    {
        using var sender = Pushed.Sender($"alertmanager: {{ {Filled("bearer: { file: '$right' }")} }}");

        var reception = await sender.ReceiveAsync(Pushed.Message(body, ("Authorization", "Bearer right")), default);

        Assert.IsType<AlarmReception.Unreadable>(reception);
    }

    [Theory]
    [InlineData("""{"job":"x"}""")]
    [InlineData("""{"alertname":""}""")]
    [InlineData("""{"alertname":"\ud800"}""")]
    public async Task Hears_the_alerts_of_a_group_in_which_one_has_no_name(string labels)
    {
        using var sender = Pushed.Sender($"alertmanager: {{ {Filled("bearer: { file: '$right' }")} }}");
        var body = $$"""
            {"alerts":[
            {"status":"firing","labels":{{labels}},"fingerprint":"f2","startsAt":"2026-11-21T10:00:00Z"},
            {"status":"firing","labels":{"alertname":"Down","half":"\ud800"},"fingerprint":"f1","startsAt":"2026-11-21T10:00:00Z"}]}
            """;

        var signal = Assert.Single(
            await Pushed.TakenAsync(sender, Pushed.Message(body, ("Authorization", "Bearer right")))
        );

        Assert.Equal(("Down", true), (signal.Name, signal.IsRinging));
    }

    [Fact]
    public async Task Asks_for_another_try_where_its_own_secret_is_missing()
    {
        using var sender = Pushed.Sender("alertmanager: { bearer: { file: /nowhere/at/all } }");

        var reception = await sender.ReceiveAsync(Pushed.Message(Alert, ("Authorization", "Bearer x")), default);

        Assert.IsType<AlarmReception.NotNow>(reception);
    }

    [Theory]
    [InlineData("alertmanager: {}", "plan.one-of")]
    [InlineData("alertmanager: { user: am, bearer: { env: A } }", "plan.missing-key")]
    [InlineData("alertmanager: { bearer: { env: A }, user: am, password: { env: B } }", "plan.one-of")]
    [InlineData("eventBridge: {}", "plan.missing-key")]
    [InlineData("sns: { topics: [orders] }", "plan.bad-value")]
    public void Refuses_a_sender_that_could_not_be_known(string connection, string code) =>
        Assert.Contains(code, Connected.Codes(connection));

    private string Filled(string settings) =>
        settings
            .Replace("$right", _folder.Write("right", "right"), StringComparison.Ordinal)
            .Replace("$wrong", _folder.Write("wrong", "other"), StringComparison.Ordinal);

    private static async Task<AlarmMessage> NoteAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var authorization = context.Request.Headers.Authorization.ToString();
        return Pushed.Message(await reader.ReadToEndAsync(), ("Authorization", authorization));
    }
}
