namespace Rollouts.Integrations.Ci;

/// <summary>
/// Identities that callers outside choose: short, and without characters that break a log line or a key.
/// </summary>
internal static class DeliveryIds
{
    private const int Longest = 200;

    public static string? Checked(string? id) =>
        id is { Length: > 0 and <= Longest } && id.All(c => c is > ' ' and <= '~') ? id : null;
}
