namespace Rollouts.Integrations.Outside.Http;

/// <summary>Makes the client of one connected HTTP system.</summary>
internal static class HttpPeer
{
    /// <summary>Addresses behind a name move; a connection must not outlive that for long.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    public static HttpClient Connect(Endpoint endpoint)
    {
        var transport = new SocketsHttpHandler
        {
            // A redirect would carry credentials to wherever it points.
            AllowAutoRedirect = false,
            AutomaticDecompression = System.Net.DecompressionMethods.All,
            PooledConnectionLifetime = ConnectionLifetime,
            SslOptions = Trust.Options(endpoint.Tls),
            UseCookies = false,
            // The administrator said where; a proxy of the environment must not see the credentials.
            UseProxy = false,
        };
        return new HttpClient(new CredentialHandler(endpoint.Credentials, transport))
        {
            BaseAddress = endpoint.Address,
            // Each call has a time-out of its own, on a clock that can be turned.
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
    }
}
