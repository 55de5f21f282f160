using Rollouts.Storage.Outbox;

namespace Rollouts.Api.Notifications;

/// <summary>A message that could not be sent.</summary>
internal sealed record NotificationView(
    long Number,
    string Stream,
    string Channel,
    string Kind,
    string WrittenAt,
    int Attempts,
    string Error
)
{
    public static NotificationView Of(DeadMessage dead) =>
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
