namespace Rollouts.Integrations.Storage.Idempotency;

/// <summary>
/// What the names of those begin with whose requests are remembered for longer than others: a signed message has no key
/// that its sender would choose anew.
/// </summary>
public static class SeenCallers
{
    public const string ForMonths = "seen/";

    public const string ForEver = "ever/";
}
