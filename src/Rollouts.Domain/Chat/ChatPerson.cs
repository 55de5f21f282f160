namespace Rollouts.Domain.Chat;

/// <summary>
/// The accounts of chat systems that may be linked to a person, so that a sign-in finds them by one read. The links
/// themselves decide: an account that is named here and linked to another person is not this one's.
/// </summary>
public sealed record ChatPerson
{
    /// <summary>Each as <c>workspace/user</c>.</summary>
    public ValueList<string> Accounts { get; init; } = [];

    public ValueList<ChatPersonEvent> Add(string account) =>
        Accounts.Contains(account) ? [] : [new ChatPersonEvent.AccountAdded(account)];

    public ValueList<ChatPersonEvent> Remove(string account) =>
        Accounts.Contains(account) ? [new ChatPersonEvent.AccountRemoved(account)] : [];

    public ChatPerson Evolve(ChatPersonEvent happened) =>
        happened switch
        {
            ChatPersonEvent.AccountAdded added => this with { Accounts = Accounts.Add(added.Account) },
            ChatPersonEvent.AccountRemoved removed => this with
            {
                Accounts = Accounts.Where(account => account != removed.Account).ToValueList(),
            },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
