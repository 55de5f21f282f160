using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Rollouts.Domain.Connections;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Secrets;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.Chat.Slack;

/// <summary>Slack: one connection is one workspace in which the app is installed.</summary>
internal static class SlackDescriptor
{
    /// <summary>The outbox waits for it and nothing else, and gives up on a call after ten seconds.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(8);

    private static readonly Shape<string> Workspace = Id("the id of a workspace, as in T0123ABCD", 'T', 'E');

    private static readonly Shape<string> UserGroup = Id("the id of a user group, as in S0123ABCD", 'S');

    public static readonly TypedSettings<SlackSettings> Connection = new(Shape());

    public static readonly ChatDescriptor Descriptor = new()
    {
        Traits = new ChatTraits { Key = "slack", Title = "Slack" },
        Connection = Connection.Shape,
        Open = (settings, around) => new SlackClient(Connection.Read(settings), around.Clock),
    };

    private static MapShape<SlackSettings> Shape()
    {
        var token = Key.Required("token", SecretWords.Any, "Where the bot token (xoxb-) is.");
        var secret = Key.Required("signingSecret", SecretWords.Any, "Where the signing secret of the app is.");
        var previous = Key.Maybe(
            "previousSigningSecret",
            SecretWords.Any,
            "The signing secret before it, taken too while it is being changed."
        );
        var app = Key.Maybe(
            "appToken",
            SecretWords.Any,
            "Where the app-level token (xapp-) of Socket Mode is; then no request of Slack has to reach this service."
        );
        var workspace = Key.Required("workspace", Workspace, "The id of the workspace; no other is listened to.");
        var dashboard = ChatKeys.Dashboard();
        var mentions = Key.Optional(
            "mentions",
            new NamedValuesShape<string>("groups by name", NameWords.Pattern, Name.IsValid, Name.Rule, UserGroup),
            [],
            "The user group of Slack that is called for a group of a plan whose approval is asked for."
        );
        var api = Key.Optional(
            "api",
            EndpointKeys.Address,
            new Uri("https://slack.com/api/"),
            "Where Slack's Web API answers; https://slack.com/api."
        );
        var tls = Key.Optional("tls", AccessKeys.Tls, TlsSettings.None, "Certificates.");
        return new(
            "slackConnection",
            "a Slack workspace",
            [token, secret, previous, app, workspace, dashboard, mentions, api, tls],
            values => new SlackSettings(
                new Endpoint(
                    values.Get(api),
                    new Credentials(Basic: null, Bearer: values.Get(token), Headers: []),
                    values.Get(tls),
                    Timeout
                ),
                new[] { values.Get(secret), values.Get(previous) }.OfType<Secret>().ToValueList(),
                values.Get(workspace),
                values.Get(dashboard),
                values.Get(mentions).ToImmutableDictionary(pair => new GroupName(pair.Key), pair => pair.Value),
                values.Get(app)
            )
        );
    }

    private static TextShape<string> Id(string says, params char[] kinds) =>
        new(
            "plan.bad-name",
            says,
            $"^[{new string(kinds)}][A-Z0-9]{{2,20}}$",
            (string text, [MaybeNullWhen(false)] out string id) =>
            {
                id = text;
                return text.Length is >= 3 and <= 21
                    && kinds.Contains(text[0])
                    && text.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c));
            }
        );
}
