using MediatR;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Chat;
using Rollouts.Engine.Requests;
using Rollouts.Engine.Rollouts.Commands;
using Rollouts.Integrations.Chat;

namespace Rollouts.Api.Chat;

/// <summary>Reads what the page of the app shows a person: the rollouts that wait for this person.</summary>
internal sealed class ChatHomes(ChatCallers callers, RolloutCardReader cards, ChatOrders orders, IMediator mediator)
{
    private const int Most = 20;

    public async Task<ChatHome> ReadAsync(ChatUser user, CancellationToken cancellation) =>
        await callers.FindAsync(user, cancellation) switch
        {
            ChatCaller.Known { Caller: var caller } => await OfAsync(caller, user, cancellation),
            ChatCaller.SignInAgain => new ChatHome(
                "Your last sign-in is more than 12 hours old. Sign in again to see what waits for you.",
                [],
                new DashboardLink("Sign in", "sign-in")
            ),
            ChatCaller.NoRole => new ChatHome("No role here is given to you any more.", [], Link: null),
            _ => new ChatHome(
                "Your Slack account is not linked to a person here. Type '/rollouts list' for a link to do so.",
                [],
                Link: null
            ),
        };

    private async Task<ChatHome> OfAsync(Caller caller, ChatUser user, CancellationToken cancellation)
    {
        var context = new RequestContext(
            caller,
            $"home-{Guid.NewGuid():N}",
            ChatAdmission.SourceOf("what waits", user)
        );
        if (
            await mediator.Send(new ListAwaited(context, Most + 1), cancellation)
                is not UseCaseResult<ValueList<Rollout>>.Done { Value: var waiting }
            || waiting.IsEmpty
        )
        {
            return new ChatHome("Nothing waits for you.", [], Open);
        }

        List<ChatCard> shown = [];
        foreach (var state in waiting)
        {
            var card = await cards.ReadAsync(state, cancellation);
            shown.Add(orders.DecisionRefusal(state, "approve") is null ? card : card with { Actions = [] });
        }

        var text = waiting.Count == 1 ? "One release waits for you." : $"{waiting.Count} releases wait for you.";
        return new ChatHome(text, shown.ToValueList(), Open);
    }

    private static DashboardLink Open { get; } = new("Open the dashboard", "dashboard");
}
