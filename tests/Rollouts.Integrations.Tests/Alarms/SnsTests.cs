using Rollouts.Integrations.Alarms;
using Rollouts.Integrations.Alarms.Sns;

namespace Rollouts.Integrations.Tests.Alarms;

/// <summary>Only what SNS itself signed counts; AWS's own validator judges the messages that are made here.</summary>
public sealed class SnsTests : IDisposable
{
    private const string Alarm = """
        {"AlarmName":"checkout-5xx","AlarmArn":"arn:aws:cloudwatch:us-east-1:123456789012:alarm:checkout-5xx",
        "NewStateValue":"ALARM","OldStateValue":"OK","NewStateReason":"Threshold Crossed: 1 datapoint [12.0]",
        "StateChangeTime":"2026-11-21T09:59:58.554+0000","Region":"US East (N. Virginia)"}
        """;

    private readonly SnsTopic _topic = new();
    private readonly SnsSender _sender;

    public SnsTests() => _sender = _topic.Listener();

    public void Dispose()
    {
        _sender.Dispose();
        _topic.Dispose();
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task Takes_an_alarm_in_either_version_of_the_signature(string version)
    {
        var message = _topic.Notification(Alarm, version);

        var signal = Assert.Single(await Pushed.TakenAsync(_sender, Pushed.Message(message)));

        Assert.Equal(
            ("checkout-5xx", "123456789012/us-east-1", true),
            (signal.Name, signal.Instance, signal.IsRinging)
        );
    }

    [Fact]
    public async Task AWS_own_validator_agrees_with_what_is_taken_and_what_is_refused()
    {
        using var folder = new TempFolder();
        string[] messages =
        [
            _topic.Notification(Alarm, "1"),
            _topic.Notification(Alarm, "2"),
            _topic.Confirmation("https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&Token=2336412f37"),
            _topic.Notification(Alarm, change: fields => fields["Message"] = Alarm.Replace("ALARM", "OK")),
            _topic.Notification(Alarm, change: fields => fields["SignatureVersion"] = "1"),
            _topic.Notification(Alarm, change: fields => fields["SigningCertURL"] = "https://sns.evil.com/a.pem"),
            _topic.Notification(Alarm, change: fields => fields.Remove("Subject")),
        ];

        var judged = await NodeClient.RunAsync(
            "validate-sns.mjs",
            messages,
            folder.Write("cert.pem", _topic.Certificate)
        );

        var ours = new List<bool>();
        foreach (var message in messages)
        {
            ours.Add(await _sender.ReceiveAsync(Pushed.Message(message), default) is AlarmReception.Taken);
        }

        Assert.Equal(judged.Select(word => word == "true"), ours);
        Assert.Equal([true, true, true, false, false, false, false], ours);
    }

    [Theory]
    [InlineData("http://sns.us-east-1.amazonaws.com/a.pem")]
    [InlineData("https://sns.us-east-1.amazonaws.com.evil.com/a.pem")]
    [InlineData("https://evil.com/sns.us-east-1.amazonaws.com/a.pem")]
    [InlineData("https://sns.us-east-1.amazonaws.com@evil.com/a.pem")]
    [InlineData("https://me@sns.us-east-1.amazonaws.com/a.pem")]
    [InlineData("https://sns.us-east-1.amazonaws.com:8443/a.pem")]
    [InlineData("https://sns.a.b.amazonaws.com/a.pem")]
    [InlineData("https://s3.us-east-1.amazonaws.com/a.pem")]
    [InlineData("https://sns.us-east-1.amazonaws.com/a.txt")]
    [InlineData("https://sns.us-east-1.amazonaws.com/a?x=.pem")]
    [InlineData("file:///etc/ssl/a.pem")]
    [InlineData("nonsense")]
    public async Task Fetches_a_certificate_from_nobody_but_SNS(string url)
    {
        var message = _topic.Notification(Alarm, change: fields => fields["SigningCertURL"] = url);

        Assert.IsType<AlarmReception.Distrusted>(await _sender.ReceiveAsync(Pushed.Message(message), default));
        Assert.Empty(_topic.Called);
    }

    [Theory]
    [InlineData("Message", "{}")]
    [InlineData("Timestamp", "2020-01-01T00:00:00.000Z")]
    [InlineData("TopicArn", "arn:aws:sns:us-east-1:123456789012:others")]
    [InlineData("Signature", "AAAA")]
    [InlineData("Signature", "not base64")]
    [InlineData("SignatureVersion", "3")]
    [InlineData("Type", "SubscriptionConfirmation")]
    public async Task Refuses_what_somebody_has_changed(string field, string value)
    {
        var message = _topic.Notification(Alarm, change: fields => fields[field] = value);

        Assert.IsType<AlarmReception.Distrusted>(await _sender.ReceiveAsync(Pushed.Message(message), default));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"AlarmName":"checkout-5xx","NewStateValue":"ALARM"}""")]
    public async Task Refuses_what_nobody_has_signed(string body) =>
        Assert.IsType<AlarmReception.Distrusted>(await _sender.ReceiveAsync(Pushed.Message(body), default));

    [Fact]
    public async Task Refuses_an_old_message_that_was_well_signed()
    {
        var old = SnsTopic.Moment(TimeProvider.System.GetUtcNow().AddHours(-2));
        var message = _topic.NotificationSentAt(Alarm, old);

        Assert.IsType<AlarmReception.Distrusted>(await _sender.ReceiveAsync(Pushed.Message(message), default));
    }

    [Fact]
    public async Task Confirms_a_subscription_at_SNS_and_nowhere_else()
    {
        const string url = "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&Token=2336412f37";
        Assert.Empty(await Pushed.TakenAsync(_sender, Pushed.Message(_topic.Confirmation(url))));
        Assert.Equal([SnsTopic.CertificateUrl, url], _topic.Called);

        var elsewhere = _topic.Confirmation("https://10.0.0.1/?Action=ConfirmSubscription");
        Assert.IsType<AlarmReception.Distrusted>(await _sender.ReceiveAsync(Pushed.Message(elsewhere), default));
        Assert.Equal(2, _topic.Called.Count);
    }

    [Fact]
    public async Task Leaves_alone_what_is_no_alarm() =>
        Assert.Empty(await Pushed.TakenAsync(_sender, Pushed.Message(_topic.Notification("Hello from the console."))));

    [Fact]
    public async Task Fetches_a_certificate_once()
    {
        for (var i = 0; i < 3; i++)
        {
            await Pushed.TakenAsync(_sender, Pushed.Message(_topic.Notification(Alarm)));
        }

        Assert.Single(_topic.Called);
    }
}
