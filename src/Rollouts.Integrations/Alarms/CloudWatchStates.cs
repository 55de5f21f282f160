namespace Rollouts.Integrations.Alarms;

/// <summary>The states of an alarm of CloudWatch, whichever way they come.</summary>
internal static class CloudWatchStates
{
    /// <summary>
    /// Whether it rings; null for what is no state. One without data does not: what a rollout does about missing
    /// numbers stands in its checks.
    /// </summary>
    public static bool? IsRinging(string? state) =>
        state switch
        {
            "ALARM" => true,
            "OK" or "INSUFFICIENT_DATA" => false,
            _ => null,
        };
}
