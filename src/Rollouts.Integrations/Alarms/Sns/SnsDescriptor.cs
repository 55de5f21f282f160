using System.Diagnostics.CodeAnalysis;
using Rollouts.Domain.Alarms;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.Alarms.Sns;

/// <summary>SNS over HTTPS: what CloudWatch publishes to a topic.</summary>
internal static class SnsDescriptor
{
    private static readonly Key<ValueList<string>> Topics = Key.Required(
        "topics",
        Lists.Of(
            new TextShape<string>(
                "plan.bad-value",
                "the ARN of a topic",
                "^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_.-]{1,256}$",
                (string text, [MaybeNullWhen(false)] out string arn) =>
                {
                    arn = text;
                    return text.Split(':')
                            is ["arn", var partition, "sns", { Length: > 0 }, { Length: 12 } account, { } name]
                        && partition.StartsWith("aws", StringComparison.Ordinal)
                        && account.All(char.IsAsciiDigit)
                        && name.Length is > 0 and <= 256
                        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
                }
            )
        ),
        "The ARNs of the topics that are listened to; any other is refused, however well it is signed."
    );

    private static readonly TypedSettings<ValueList<string>> Connection = new(
        new MapShape<ValueList<string>>("snsConnection", "a sender SNS", [Topics], values => values.Get(Topics))
    );

    public static readonly SenderDescriptor Descriptor = new()
    {
        Traits = new SenderTraits
        {
            Key = "sns",
            Title = "SNS",
            Brings = AlarmList.Alarms,
            Order = MessageOrder.ByTime,
        },
        Connection = Connection.Shape,
        Open = (settings, around) => new SnsSender(Connection.Read(settings), SnsPeer.Connect(), around),
    };
}
