using Rollouts.Integrations.Alarms;

namespace Rollouts.Integrations.Tests.Alarms;

/// <summary>Events as AWS documents them, through an API destination.</summary>
public sealed class EventBridgeTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly IAlarmSender _sender;

    public EventBridgeTests() =>
        _sender = Pushed.Sender($"eventBridge: {{ apiKey: {{ file: '{_folder.Write("key", "right")}' }} }}");

    public void Dispose()
    {
        _sender.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("ALARM", true)]
    [InlineData("OK", false)]
    [InlineData("INSUFFICIENT_DATA", false)]
    public async Task Takes_the_change_of_an_alarm(string state, bool isRinging)
    {
        var signal = Assert.Single(await Pushed.TakenAsync(_sender, Message(Event(state))));

        Assert.Equal(
            ("checkout-5xx", "123456789012/us-east-1", isRinging),
            (signal.Name, signal.Instance, signal.IsRinging)
        );
    }

    [Fact]
    public async Task Leaves_other_events_alone() =>
        Assert.Empty(
            await Pushed.TakenAsync(_sender, Message("""{"detail-type":"ECR Image Action","source":"aws.ecr"}"""))
        );

    [Fact]
    public async Task Believes_nobody_else() =>
        Assert.IsType<AlarmReception.Distrusted>(
            await _sender.ReceiveAsync(Pushed.Message(Event("ALARM"), ("x-api-key", "wrong")), default)
        );

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"detail-type":"CloudWatch Alarm State Change","source":"aws.cloudwatch","detail":{}}""")]
    public async Task Says_what_it_cannot_read(string body) =>
        Assert.IsType<AlarmReception.Unreadable>(await _sender.ReceiveAsync(Message(body), default));

    private static AlarmMessage Message(string body) => Pushed.Message(body, ("x-api-key", "right"));

    private static string Event(string state) =>
        $$"""
            {
              "version": "0", "id": "c4c1c1c9-6542-e61b-6ef0-8c4d36933a92", "account": "123456789012",
              "detail-type": "CloudWatch Alarm State Change", "source": "aws.cloudwatch", "region": "us-east-1",
              "time": "2026-11-21T10:00:00Z",
              "resources": ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:checkout-5xx"],
              "detail": {
                "alarmName": "checkout-5xx",
                "state": { "value": "{{state}}", "reason": "Threshold Crossed", "timestamp": "2026-11-21T09:59:58.554+0000" },
                "previousState": { "value": "OK", "timestamp": "2026-11-21T09:00:00.000+0000" }
              }
            }
            """;
}
