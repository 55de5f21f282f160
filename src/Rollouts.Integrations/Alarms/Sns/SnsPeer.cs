namespace Rollouts.Integrations.Alarms.Sns;

/// <summary>Restricts the addresses in SNS messages, and creates the client that calls them.</summary>
internal static class SnsPeer
{
    /// <summary>
    /// Returns the address if it belongs to SNS; null for any other. A message is not trusted before its signature is
    /// checked, so the message must not choose the certificate for that check.
    /// </summary>
    public static Uri? Trusted(string? text, string ending = "")
    {
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.Scheme != Uri.UriSchemeHttps
            || !url.IsDefaultPort
            || url.UserInfo.Length > 0
            || !url.AbsolutePath.EndsWith(ending, StringComparison.Ordinal)
        )
        {
            return null;
        }

        var name = url.Host.Split('.');
        var isSns =
            name is ["sns", { Length: >= 3 }, "amazonaws", "com"] or ["sns", { Length: >= 3 }, "amazonaws", "com", "cn"]
            && name[1].All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
        return isSns ? url : null;
    }

    public static HttpClient Connect() =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            }
        )
        {
            // Each call has a timeout of its own, on a clock that tests can control.
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
}
