using MediatR;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Stores;

namespace Rollouts.Engine.Notifications;

/// <summary>Sends a message again that could not be sent, under the same key.</summary>
[Requires(Permission.ManageNotifications, RequiredReach.All)]
public sealed record SendNotificationAgain(RequestContext Context, MessageId Message) : IUseCase<MessageId>
{
    public static Refusal Unknown { get; } =
        new(
            "notification.unknown",
            "no message of this number was given up; it may have been sent again already",
            RefusalKind.NotFound
        );
}

/// <summary>Handles <see cref="SendNotificationAgain"/>.</summary>
public sealed class SendNotificationAgainHandler(IStore store)
    : IRequestHandler<SendNotificationAgain, UseCaseResult<MessageId>>
{
    public async Task<UseCaseResult<MessageId>> Handle(
        SendNotificationAgain request,
        CancellationToken cancellationToken
    ) =>
        await store.Outbox.SendAgainAsync(request.Message, cancellationToken)
            ? new UseCaseResult<MessageId>.Done(request.Message)
            : new UseCaseResult<MessageId>.Refused(SendNotificationAgain.Unknown);
}
