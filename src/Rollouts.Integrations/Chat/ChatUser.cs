namespace Rollouts.Integrations.Chat;

/// <summary>A user of a chat system. A name is for display and identifies no one.</summary>
/// <param name="Workspace">The workspace that the account belongs to.</param>
public sealed record ChatUser(string Workspace, string Id);
