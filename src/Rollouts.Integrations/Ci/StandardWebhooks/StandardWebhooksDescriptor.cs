using Rollouts.Domain.Connections;
using Rollouts.Integrations.Secrets;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Ci.StandardWebhooks;

/// <summary>Describes pipelines that follow Standard Webhooks.</summary>
internal static class StandardWebhooksDescriptor
{
    private static readonly Key<ValueList<Secret>> Secrets = Key.Required(
        "secrets",
        new ListShape<Secret>(SecretWords.Any, least: 1, most: 2),
        "Where the secrets are that it signs with: one, or while they are changed two."
    );

    private static readonly TypedSettings<StandardWebhooksSender> Connection = new(
        new MapShape<StandardWebhooksSender>(
            "standardWebhooksConnection",
            "a pipeline that signs as Standard Webhooks says",
            [Secrets],
            values => new StandardWebhooksSender(values.Get(Secrets))
        )
    );

    public static readonly CiDescriptor Descriptor = new()
    {
        Traits = new PipelineTraits { Key = "standardWebhooks", Title = "Standard Webhooks" },
        Connection = Connection.Shape,
        Open = Connection.Read,
    };
}
