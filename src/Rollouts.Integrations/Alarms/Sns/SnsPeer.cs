namespace Rollouts.Integrations.Alarms.Sns;

/// <summary>Where a message of SNS may send us, and the client that goes there and nowhere else.</summary>
internal static class SnsPeer
{
    /// <summary>
    /// The address where it is one of SNS itself; null for any other. A message is nobody's word before its signature
    /// is checked, so whose certificate that takes must not be left to the message.
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
            // Each call has a time-out of its own, on a clock that can be turned.
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
}
