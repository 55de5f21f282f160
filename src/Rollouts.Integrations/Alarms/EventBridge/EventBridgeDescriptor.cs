using System.Diagnostics.CodeAnalysis;
using Rollouts.Domain.Alarms;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Secrets;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Alarms.EventBridge;

/// <summary>EventBridge, by an API destination whose connection sends an API key.</summary>
internal static class EventBridgeDescriptor
{
    private static readonly Key<string> Header = Key.Optional(
        "header",
        new TextShape<string>(
            "plan.bad-name",
            "the name of a header",
            "^[A-Za-z0-9-]{1,64}$",
            (string text, [MaybeNullWhen(false)] out string name) =>
            {
                name = text;
                return text.Length is > 0 and <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
            }
        ),
        "x-api-key",
        "The header in which the key comes: the connection's 'API key name'; x-api-key."
    );

    private static readonly Key<Secret> ApiKey = Key.Required("apiKey", SecretWords.Any, "Where the key's value is.");

    private static readonly Key<Secret?> Previous = Key.Maybe(
        "previous",
        SecretWords.Any,
        "The key before this one, taken too while both are in use."
    );

    private static readonly TypedSettings<EventBridgeSender> Connection = new(
        new MapShape<EventBridgeSender>(
            "eventBridgeConnection",
            "a sender EventBridge",
            [Header, ApiKey, Previous],
            values => new EventBridgeSender(values.Get(Header), new Passwords(values.Get(ApiKey), values.Get(Previous)))
        )
    );

    public static readonly SenderDescriptor Descriptor = new()
    {
        Traits = new SenderTraits
        {
            Key = "eventBridge",
            Title = "EventBridge",
            Brings = AlarmList.Alarms,
            Order = MessageOrder.ByTime,
        },
        Connection = Connection.Shape,
        Open = (settings, _) => Connection.Read(settings),
    };
}
