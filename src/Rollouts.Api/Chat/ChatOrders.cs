using MediatR;
using Rollouts.Api.Http;
using Rollouts.Api.Rollouts;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Requests;
using Rollouts.Engine.Rollouts.Commands;
using Rollouts.Integrations.Chat;
using Rollouts.Integrations.Outside;

namespace Rollouts.Api.Chat;

/// <summary>Sends what a person decided in a chat system as the request that every other way in sends.</summary>
internal sealed class ChatOrders(IMediator mediator, CurrentInstallation installation)
{
    /// <summary>What keeps a chat system from deciding on this rollout; null if nothing does.</summary>
    /// <param name="command">The command, as its address names it.</param>
    public Whisper? DecisionRefusal(Rollout state, string command)
    {
        var open = new DashboardLink("Open", $"dashboard/rollouts/{state.Spec.Id}");
        var policy = installation.Now.Environments.GetValueOrDefault(state.Spec.Plan.Environment);
        return policy?.IsChatLinkOnly == true
                ? new Whisper($"{state.Spec.Plan.Environment} is decided in the dashboard alone.", open)
            // A command for what ended would begin something new, which a button of an old message must not.
            // Going back past the point is confirmed on a page that shows what is lost, and not by a press of a thumb.
            : command == CommandRoute.For<RollBackRollout>().Verb && state.PassedPoint is { } point
                ? new Whisper(
                    $"This rollout has passed its point of no return ({point.Because}). Roll it back in the dashboard, "
                        + "which asks for the confirmation.",
                    open
                )
            : state.IsFinal ? new Whisper($"This rollout has ended: {state.Status.Name}.", open)
            : null;
    }

    /// <summary>Sends the command. Null if it was done; otherwise what its person reads.</summary>
    public async Task<Whisper?> GiveAsync(ChatOrder order, CancellationToken cancellation)
    {
        string reason;
        try
        {
            reason = QueryWords.Reason(order.Reason);
        }
        catch (BadRequestException exception)
        {
            return new Whisper($"This reason cannot be kept: {exception.Problem.Detail}.");
        }

        var context = new RequestContext(order.Caller, order.Key, ChatAdmission.SourceOf(order.Command, order.By));
        var request = CommandRoute
            .All.First(route => route.Verb == order.Command)
            .Make(context, order.Rollout, new CommandInput(reason, order.Seen));
        return await mediator.Send(request, cancellation) is UseCaseResult<Rollout>.Refused { Why: var why }
            ? new Whisper(why.Message)
            : null;
    }
}

/// <summary>What a person decided.</summary>
/// <param name="Key">The same for every delivery of the same decision, which takes effect once.</param>
/// <param name="Seen">The position that the person saw.</param>
internal sealed record ChatOrder(
    Caller Caller,
    ChatUser By,
    string Key,
    string Command,
    RolloutId Rollout,
    Position? Seen,
    string Reason
);
