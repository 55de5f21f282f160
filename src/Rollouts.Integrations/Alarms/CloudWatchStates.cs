namespace Rollouts.Integrations.Alarms;

/// <summary>Maps the states of a CloudWatch alarm, for messages of SNS and of EventBridge.</summary>
internal static class CloudWatchStates
{
    /// <summary>
    /// Whether the alarm is ringing; null for an unknown state. An alarm without data does not ring, because the checks
    /// of a plan decide about missing data.
    /// </summary>
    public static bool? IsRinging(string? state) =>
        state switch
        {
            "ALARM" => true,
            "OK" or "INSUFFICIENT_DATA" => false,
            _ => null,
        };
}
