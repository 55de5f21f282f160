namespace Rollouts.Integrations.Chat;

/// <summary>What the buttons of a message ask for.</summary>
public enum ChatAction
{
    Approve,
    Reject,
    Pause,
    Resume,
    RollBack,
}
