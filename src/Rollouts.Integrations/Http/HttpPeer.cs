namespace Rollouts.Integrations.Http;

/// <summary>Creates the HTTP client of a connected system.</summary>
internal static class HttpPeer
{
    /// <summary>The addresses of a name change, so a connection must not live much longer than they do.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    /// <param name="sign">
    /// Wraps the transport in a handler that signs requests. It is the last handler, so that it signs the whole
    /// request.
    /// </param>
    public static HttpClient Connect(Endpoint endpoint, Func<HttpMessageHandler, HttpMessageHandler>? sign = null)
    {
        var transport = Transport(endpoint.Tls);
        var client = Over(new CredentialHandler(endpoint.Credentials, sign?.Invoke(transport) ?? transport));
        client.BaseAddress = endpoint.Address;
        return client;
    }

    public static HttpClient Connect(Credentials credentials, TlsSettings tls) =>
        Over(new CredentialHandler(credentials, Transport(tls)));

    /// <summary>Creates a client for addresses that no administrator has approved.</summary>
    public static HttpClient ConnectGuarded(GuardedConnect guard)
    {
        var transport = Transport(TlsSettings.None);
        transport.ConnectCallback = guard.ConnectAsync;
        return Over(transport);
    }

    private static SocketsHttpHandler Transport(TlsSettings tls) =>
        new()
        {
            // A redirect would carry credentials to another address, past the check of the original one.
            AllowAutoRedirect = false,
            AutomaticDecompression = System.Net.DecompressionMethods.All,
            PooledConnectionLifetime = ConnectionLifetime,
            SslOptions = Trust.Options(tls),
            UseCookies = false,
            // The administrator has set the address. A proxy of the environment must not see the credentials.
            UseProxy = false,
        };

    private static HttpClient Over(HttpMessageHandler handler) =>
        new(handler)
        {
            // Each call has a timeout of its own, on a clock that tests can control.
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
}
