using Rollouts.Api.Http;
using Rollouts.Engine.Rollouts;
using Rollouts.Integrations.Chat;
using Rollouts.Integrations.Outside;

namespace Rollouts.Api.Chat;

/// <summary>
/// Turns what people press in a chat system into the requests of the API. What a person may, and what a rollout lets
/// happen, is decided where it is for every other request; here is only who it is.
/// </summary>
internal sealed class ChatDecisions(ChatAdmission admission, ChatOrders orders, StateReader reader)
{
    public async Task<Fault?> PressAsync(IInteractiveChat chat, ChatEvent.Press press, CancellationToken cancellation)
    {
        var name = NameOf(press.Action);
        var (caller, refusal) = await AdmitAsync(chat, press.By, name, press.Subject, cancellation);
        if (caller is null)
        {
            return await WhisperAsync(chat, press.By, press.Place, refusal!, cancellation);
        }

        if (press.Action == ChatAction.Reject)
        {
            // The reason has to be given, and the dialog has to be opened within three seconds of the press.
            return await chat.AskReasonAsync(
                press,
                "The reason is shown to all and kept with the decision.",
                cancellation
            );
        }

        var reason = $"pressed {name} in {press.By.Workspace}";
        return await GiveAsync(
            chat,
            press.Place,
            OrderOf(caller, press.By, press.Key, name, press.Subject, reason),
            cancellation
        );
    }

    public async Task<Fault?> RejectAsync(
        IInteractiveChat chat,
        ChatEvent.Rejection rejection,
        CancellationToken cancellation
    )
    {
        var (caller, refusal) = await AdmitAsync(chat, rejection.By, "reject", rejection.Subject, cancellation);
        return caller is null
            ? await WhisperAsync(chat, rejection.By, rejection.Place, refusal!, cancellation)
            : await GiveAsync(
                chat,
                rejection.Place,
                OrderOf(caller, rejection.By, rejection.Key, "reject", rejection.Subject, rejection.Reason),
                cancellation
            );
    }

    private async Task<Fault?> GiveAsync(
        IInteractiveChat chat,
        ChatPlace place,
        ChatOrder? order,
        CancellationToken cancellation
    ) =>
        order is not null && await orders.GiveAsync(order, cancellation) is { } refusal
            ? await WhisperAsync(chat, order.By, place, refusal, cancellation)
            : null;

    /// <summary>The caller that an account is; or why it decides nothing.</summary>
    private async Task<(Caller? Caller, Whisper? Refusal)> AdmitAsync(
        IInteractiveChat chat,
        ChatUser user,
        string command,
        ChatSubject subject,
        CancellationToken cancellation
    )
    {
        var (caller, refusal) = await admission.AdmitAsync(chat, user, command, cancellation);
        if (caller is null)
        {
            return (null, refusal);
        }

        if (
            Names.Rollout(subject.Rollout) is not { } id
            || (await reader.LoadAsync(id, cancellation)).State is not { } state
            // What is beyond the reach of a caller does not exist for it.
            || !caller.Reaches(state.Spec.Plan.Service, state.Spec.Plan.Environment)
        )
        {
            return (null, new Whisper("This rollout does not exist any more."));
        }

        return orders.DecisionRefusal(state, command) is { } refused ? (null, refused) : (caller, null);
    }

    private static ChatOrder? OrderOf(
        Caller caller,
        ChatUser by,
        string key,
        string command,
        ChatSubject subject,
        string reason
    ) =>
        Names.Rollout(subject.Rollout) is { } rollout
            ? new ChatOrder(caller, by, key, command, rollout, Names.Position(subject.Position), reason)
            : null;

    private static Task<Fault?> WhisperAsync(
        IInteractiveChat chat,
        ChatUser user,
        ChatPlace place,
        Whisper said,
        CancellationToken cancellation
    ) => chat.WhisperAsync(user, place, said.Text, said.Link, cancellation);

    private static string NameOf(ChatAction action) =>
        action switch
        {
            ChatAction.Approve => "approve",
            ChatAction.Reject => "reject",
            ChatAction.Pause => "pause",
            ChatAction.Resume => "resume",
            ChatAction.RollBack => "rollback",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
