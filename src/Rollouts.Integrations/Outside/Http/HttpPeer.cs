namespace Rollouts.Integrations.Outside.Http;

/// <summary>Makes the client of one connected HTTP system.</summary>
internal static class HttpPeer
{
    /// <summary>Addresses behind a name move; a connection must not outlive that for long.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    /// <param name="sign">
    /// Puts a handler around the transport that signs what is sent; it is the last to see a request, so that it signs
    /// all of it.
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

    /// <summary>A client for addresses that no administrator has chosen.</summary>
    public static HttpClient ConnectGuarded(GuardedConnect guard)
    {
        var transport = Transport(TlsSettings.None);
        transport.ConnectCallback = guard.ConnectAsync;
        return Over(transport);
    }

    private static SocketsHttpHandler Transport(TlsSettings tls) =>
        new()
        {
            // A redirect would carry credentials to wherever it points, and past whoever looked at the address.
            AllowAutoRedirect = false,
            AutomaticDecompression = System.Net.DecompressionMethods.All,
            PooledConnectionLifetime = ConnectionLifetime,
            SslOptions = Trust.Options(tls),
            UseCookies = false,
            // The administrator said where; a proxy of the environment must not see the credentials.
            UseProxy = false,
        };

    private static HttpClient Over(HttpMessageHandler handler) =>
        new(handler)
        {
            // Each call has a time-out of its own, on a clock that can be turned.
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
}
