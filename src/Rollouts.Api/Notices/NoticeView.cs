using Rollouts.Integrations.Storage.Telling;

namespace Rollouts.Api.Notices;

/// <summary>A message that could not be sent.</summary>
internal sealed record NoticeView(
    long Number,
    string Stream,
    string Channel,
    string Kind,
    string WrittenAt,
    int Attempts,
    string Error
)
{
    public static NoticeView Of(DeadMessage dead) =>
        new(
            dead.Id.Number,
            dead.Message.Stream.Text,
            dead.Message.Channel,
            dead.Message.Kind,
            dead.WrittenAt.ToString(),
            dead.Attempts,
            dead.Error
        );
}
