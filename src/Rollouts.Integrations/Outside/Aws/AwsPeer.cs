using Rollouts.Integrations.Outside.Http;

namespace Rollouts.Integrations.Outside.Aws;

/// <summary>Makes the client of one connected API of AWS.</summary>
internal static class AwsPeer
{
    /// <param name="service">The name that is signed: <c>appmesh</c>, <c>monitoring</c>, <c>aps</c>.</param>
    public static HttpClient Connect(AwsEndpoint endpoint, string service, Surroundings around) =>
        HttpPeer.Connect(
            new Endpoint(endpoint.Address, Credentials.None, endpoint.Tls, endpoint.Timeout),
            Signed(endpoint.Access, service, around)
        );

    /// <summary>For an HTTP system that is connected in its own way and is called with a signature besides.</summary>
    public static Func<HttpMessageHandler, HttpMessageHandler> Signed(
        AwsAccess access,
        string service,
        Surroundings around
    ) =>
        transport => new SigningHandler(
            new AwsIdentity(access, around.Clock),
            access.Region,
            service,
            around.Clock,
            transport
        );
}
