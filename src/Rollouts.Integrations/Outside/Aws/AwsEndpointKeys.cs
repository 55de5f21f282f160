using Rollouts.Integrations.Outside.Http;
using Rollouts.Integrations.PlanFiles.Shapes;

namespace Rollouts.Integrations.Outside.Aws;

/// <summary>The keys by which a connection says which API of AWS is called, where and as whom.</summary>
/// <param name="host">What stands before the region in the name of its host.</param>
/// <param name="timeout">How long one call may take where nothing else is said.</param>
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
        return new AwsEndpoint(
            access,
            values.Get(_endpoint) ?? AwsEndpoint.Of(host, access.Region),
            values.Get(_tls),
            values.Get(_timeout)
        );
    }
}
