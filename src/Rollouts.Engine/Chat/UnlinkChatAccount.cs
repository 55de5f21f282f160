using MediatR;
using Rollouts.Domain.Chat;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;
using Rollouts.Integrations.Chat;

namespace Rollouts.Engine.Chat;

/// <summary>Unlinks an account of a chat system from its person. The account decides nothing from then on.</summary>
[Requires(Permission.ManageKeys, RequiredReach.All)]
public sealed record UnlinkChatAccount(RequestContext Context, ChatUser User, string Reason) : IUseCase<ChatLink>;

/// <summary>Handles <see cref="UnlinkChatAccount"/>.</summary>
public sealed class UnlinkChatAccountHandler(ChatLinks links)
    : IRequestHandler<UnlinkChatAccount, UseCaseResult<ChatLink>>
{
    public async Task<UseCaseResult<ChatLink>> Handle(UnlinkChatAccount request, CancellationToken cancellationToken)
    {
        var link = await links.FindAsync(request.User, cancellationToken);
        if (link.Person is null)
        {
            return new UseCaseResult<ChatLink>.Refused(
                new Refusal("chat.not-linked", "the account is linked to no person", RefusalKind.NotFound)
            );
        }

        await links.UnlinkAsync(request.User, request.Context.By, request.Reason, cancellationToken);
        return new UseCaseResult<ChatLink>.Done(link);
    }
}
