using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Aws;

/// <summary>Creates the client of one connected AWS API.</summary>
internal static class AwsPeer
{
    /// <param name="service">The name that is signed: <c>appmesh</c>, <c>monitoring</c>, <c>aps</c>.</param>
    public static HttpClient Connect(AwsEndpoint endpoint, string service, AdapterContext around) =>
        HttpPeer.Connect(
            new Endpoint(endpoint.Address, Credentials.None, endpoint.Tls, endpoint.Timeout),
            Signed(endpoint.Access, service, around)
        );

    /// <summary>For an HTTP system that is connected in its own way and is called with a signature besides.</summary>
    public static Func<HttpMessageHandler, HttpMessageHandler> Signed(
        AwsAccess access,
        string service,
        AdapterContext around
    ) =>
        transport => new SigningHandler(
            new AwsIdentity(access, around.Clock),
            access.Region,
            service,
            around.Clock,
            transport
        );
}
