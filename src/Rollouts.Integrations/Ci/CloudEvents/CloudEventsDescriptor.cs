using Rollouts.Domain.Connections;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Ci.CloudEvents;

/// <summary>CloudEvents over HTTP, and EventBridge by an API destination whose connection sends an API key.</summary>
internal static class CloudEventsDescriptor
{
    private static readonly Key<string> Header = Key.Optional(
        "header",
        HeaderName.Shape,
        "x-api-key",
        "The header in which the key comes; x-api-key."
    );

    private static readonly SecretKeys ApiKey = new("apiKey", "Where the key's value is.");

    private static readonly TypedSettings<CloudEventsSender> Connection = new(
        new MapShape<CloudEventsSender>(
            "cloudEventsConnection",
            "a pipeline that sends CloudEvents",
            [Header, .. ApiKey.All],
            values => new CloudEventsSender(values.Get(Header), ApiKey.Read(values))
        )
    );

    public static readonly CiDescriptor Descriptor = new()
    {
        Traits = new PipelineTraits { Key = "cloudEvents", Title = "CloudEvents" },
        Connection = Connection.Shape,
        Open = Connection.Read,
    };
}
