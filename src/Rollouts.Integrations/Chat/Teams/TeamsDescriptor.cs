using System.Collections.Immutable;
using Rollouts.Domain.Connections;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Secrets;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.Chat.Teams;

/// <summary>Microsoft Teams: each channel has a workflow that posts what is sent to its address.</summary>
internal static class TeamsDescriptor
{
    public static readonly TypedSettings<TeamsSettings> Connection = new(Shape());

    public static readonly ChatDescriptor Descriptor = new()
    {
        Traits = new ChatTraits { Key = "teams", Title = "Microsoft Teams" },
        Connection = Connection.Shape,
        Open = (settings, around) => new TeamsClient(Connection.Read(settings), around.Clock),
    };

    private static MapShape<TeamsSettings> Shape()
    {
        var channels = Key.Required(
            "channels",
            new NamedValuesShape<Secret>(
                "channels by name",
                NameWords.Pattern,
                Name.IsValid,
                Name.Rule,
                SecretWords.Any
            ),
            "Where the address of the workflow of each channel is, by the name that plans use."
        );
        var dashboard = ChatKeys.Dashboard();
        var tls = Key.Optional("tls", AccessKeys.Tls, TlsSettings.None, "Certificates.");
        return new(
            "teamsConnection",
            "channels of Microsoft Teams",
            [channels, dashboard, tls],
            values => new TeamsSettings(
                values.Get(channels).ToImmutableDictionary(StringComparer.Ordinal),
                values.Get(dashboard),
                values.Get(tls)
            )
        );
    }
}
