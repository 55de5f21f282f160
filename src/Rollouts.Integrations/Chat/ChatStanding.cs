namespace Rollouts.Integrations.Chat;

/// <summary>What a chat system says of an account.</summary>
public enum ChatStanding
{
    /// <summary>A full member of the installed workspace.</summary>
    Member,

    /// <summary>A guest, who sees some channels.</summary>
    Guest,

    /// <summary>An account that no person is behind.</summary>
    Bot,

    /// <summary>An account of another workspace or organization.</summary>
    Outsider,

    /// <summary>An account that was closed.</summary>
    Closed,
}
