using Rollouts.Integrations.Http;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Aws;

/// <summary>The configuration keys for the address of an AWS API and the identity that calls it.</summary>
/// <param name="host">The host name before the region.</param>
/// <param name="timeout">The default timeout of one call.</param>
internal sealed class AwsEndpointKeys(string host, TimeSpan timeout)
{
    private readonly Key<Uri?> _endpoint = Key.Maybe(
        "endpoint",
        EndpointKeys.Address,
        "Where it answers, if that is not AWS itself; its address in the region."
    );

    private readonly Key<TlsSettings> _tls = Key.Optional(
        "tls",
        AccessKeys.Tls,
        TlsSettings.None,
        "Certificates of an endpoint of your own."
    );

    private readonly Key<TimeSpan> _timeout = Key.Optional(
        "timeout",
        EndpointKeys.Timeout,
        timeout,
        $"The longest a call may take; {Spans.Say(timeout)}."
    );

    public IReadOnlyList<Key> All => [.. AwsWords.Keys, _endpoint, _tls, _timeout];

    public AwsEndpoint Read(KeyValues values)
    {
        var access = AwsWords.Read(values);
        var standard = AwsEndpoint.Of(host, access.Region);
        var address = values.Get(_endpoint);
        return new AwsEndpoint(access, address ?? AwsEndpoint.Of(host, access), values.Get(_tls), values.Get(_timeout))
        {
            Standard = address is null || address == standard ? standard : null,
        };
    }
}
