namespace Rollouts.Storage.Idempotency;

/// <summary>
/// Prefixes of callers whose requests are remembered for longer than others, because a signed message has no key that
/// its sender would choose anew.
/// </summary>
public static class SeenCallers
{
    public const string ForMonths = "seen/";

    public const string ForEver = "ever/";
}
