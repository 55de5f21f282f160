namespace Rollouts.Integrations.Ci;

/// <summary>
/// Identities that strangers choose: short, and nothing in them that a log or a key could stumble over.
/// </summary>
internal static class DeliveryIds
{
    private const int Longest = 200;

    public static string? Checked(string? id) =>
        id is { Length: > 0 and <= Longest } && id.All(c => c is > ' ' and <= '~') ? id : null;
}
