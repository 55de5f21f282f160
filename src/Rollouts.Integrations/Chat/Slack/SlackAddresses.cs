namespace Rollouts.Integrations.Chat.Slack;

/// <summary>Which addresses are Slack's own, of those that come in a request or an answer.</summary>
internal static class SlackAddresses
{
    /// <param name="address">Where something is to be sent, or opened.</param>
    /// <param name="api">What the connection names in place of Slack; its server counts as Slack's own.</param>
    public static bool IsOfSlack(Uri address, Uri api) =>
        (
            address.Scheme is "https" or "wss"
            && (
                address.Host.EndsWith(".slack.com", StringComparison.OrdinalIgnoreCase)
                || address.Host.EndsWith(".slack-gov.com", StringComparison.OrdinalIgnoreCase)
            )
        ) || (IsSecure(address) == IsSecure(api) && address.Authority == api.Authority);

    private static bool IsSecure(Uri address) => address.Scheme is "https" or "wss";
}
