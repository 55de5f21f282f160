using Rollouts.Integrations.Chat;

namespace Rollouts.Api.Chat;

/// <summary>
/// Says which caller an account of a chat system is, or why it decides nothing. Refusals because of the account are in
/// the access log.
/// </summary>
internal sealed class ChatAdmission(ChatCallers callers, ChatLinkCodes codes, AccessLog access)
{
    private const string NotNow = "chat.not-now";

    /// <param name="command">What the account asks for, for the access log.</param>
    public async Task<(Caller? Caller, Whisper? Refusal)> AdmitAsync(
        IInteractiveChat chat,
        ChatUser user,
        string command,
        CancellationToken cancellation
    )
    {
        if (await StandingRefusalAsync(chat, user, cancellation) is var (code, why) && code is not null)
        {
            if (code != NotNow)
            {
                await NoteAsync(code, command, user, why);
            }

            return (null, new Whisper(why));
        }

        switch (await callers.FindAsync(user, cancellation))
        {
            case ChatCaller.NotLinked:
                await NoteAsync("chat.not-linked", command, user, "the account is linked to no person");
                return (
                    null,
                    new Whisper(
                        "Your Slack account is not linked to a person here. Link it once, and try again.",
                        new DashboardLink("Link my account", codes.PathFor(user))
                    )
                );
            case ChatCaller.SignInAgain:
                return (
                    null,
                    new Whisper(
                        "Your last sign-in is more than 12 hours old. Sign in again, and try again.",
                        new DashboardLink("Sign in", "sign-in")
                    )
                );
            case ChatCaller.NoRole:
                await NoteAsync("chat.no-role", command, user, "no role is given to the linked person");
                return (null, new Whisper("No role here is given to you any more."));
            case ChatCaller.Known { Caller: var caller }:
                return (caller, null);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public static RequestSource SourceOf(string command, ChatUser user) =>
        new($"{command} in a chat", $"{user.Workspace}/{user.Id}");

    private static async Task<(string? Code, string Why)> StandingRefusalAsync(
        IInteractiveChat chat,
        ChatUser user,
        CancellationToken cancellation
    )
    {
        var answer = await chat.LookUpAsync(user, cancellation);
        return !answer.TryGet(out var account, out _)
            ? (NotNow, "Slack does not say who you are at the moment. Try again in a minute.")
            : account.Standing switch
            {
                ChatStanding.Member => (null, ""),
                ChatStanding.Guest => ("chat.guest", "Guests decide nothing here."),
                ChatStanding.Bot => ("chat.bot", "Only persons decide here."),
                ChatStanding.Outsider => ("chat.outsider", "Only members of this workspace decide here."),
                ChatStanding.Closed => ("chat.closed", "This account was closed."),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
    }

    private Task NoteAsync(string code, string command, ChatUser user, string why) =>
        access.NoteRefusalAsync(code, why, SourceOf(command, user), by: null);
}

/// <summary>What one person reads and no other.</summary>
internal sealed record Whisper(string Text, DashboardLink? Link = null);
