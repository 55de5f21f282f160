using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Bench.Chat;

/// <summary>One release of the bench.</summary>
internal sealed record Release(int Number)
{
    public const string AlarmKey = "a key of alarms";

    public RolloutId Id { get; } = new(Guid.CreateVersion7());

    public string Service => $"shop-{Number:D4}";

    public ReleaseKind Kind =>
        (Number % 20) switch
        {
            0 or 10 => ReleaseKind.Approved,
            17 => ReleaseKind.Alarming,
            _ => ReleaseKind.Plain,
        };

    /// <summary>Whether the text of its message says what a person has to know in the end.</summary>
    public bool IsToldBy(string? text) =>
        text is not null
        && Kind switch
        {
            ReleaseKind.Approved => text.Contains("It waits for approval", StringComparison.Ordinal),
            ReleaseKind.Alarming => text.Contains("It goes back", StringComparison.Ordinal)
                || text.Contains("It was rolled back", StringComparison.Ordinal),
            _ => text.Contains("It succeeded", StringComparison.Ordinal),
        };

    public bool HasAsked(Rollout state) => state.Instruction is Instruction.Approve;

    public string Plan() =>
        $$"""
            service: {{Service}}
            environment: test
            target:
              route: { connection: cluster, istio: { virtualService: {{Service}}, namespace: shop, http: main } }
            backends: { slots: [v1, v2] }
            strategy:
              canary:
                steps: [{ shift: 5% }, {{Middle()}}, { shift: 50% }, { hold: 2s }, { shift: 100% }, { bake: 0s }]
            rollBackOn: { alarms: [{{Service}}-5xx] }
            tell: { slack: "#releases" }
            limits: { atMost: 4h }
            """;

    public string VirtualService() =>
        $$"""
            { "apiVersion": "networking.istio.io/v1", "kind": "VirtualService",
              "metadata": { "name": "{{Service}}", "namespace": "shop" },
              "spec": { "hosts": [ "{{Service}}" ], "http": [ { "name": "main", "route": [
                { "destination": { "host": "v1" }, "weight": 100 },
                { "destination": { "host": "v2" }, "weight": 0 } ] } ] } }
            """;

    /// <summary>The alarm that takes it back, as EventBridge sends it.</summary>
    public string Alarm() =>
        $$"""
            {
              "detail-type": "CloudWatch Alarm State Change", "source": "aws.cloudwatch", "account": "123456789012",
              "region": "eu-west-1", "time": "{{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}}",
              "detail": { "alarmName": "{{Service}}-5xx", "state": { "value": "ALARM", "reason": "Threshold Crossed" } }
            }
            """;

    private string Middle() =>
        Kind switch
        {
            ReleaseKind.Approved => "{ approve: { from: [release-managers], within: 1h } }",
            ReleaseKind.Alarming => "{ hold: 1h }",
            _ => "{ hold: 5s }",
        };
}
