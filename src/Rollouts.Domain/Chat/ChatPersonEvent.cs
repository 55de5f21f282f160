namespace Rollouts.Domain.Chat;

/// <summary>What can happen to the list of a person's accounts.</summary>
public abstract record ChatPersonEvent
{
    private ChatPersonEvent() { }

    /// <param name="Account">As <c>workspace/user</c>.</param>
    public sealed record AccountAdded(string Account) : ChatPersonEvent;

    /// <param name="Account">As <c>workspace/user</c>.</param>
    public sealed record AccountRemoved(string Account) : ChatPersonEvent;
}
