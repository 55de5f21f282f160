namespace Rollouts.Integrations.Chat;

/// <summary>An account of a chat system, as the system describes it.</summary>
/// <param name="Name">What people call it there. Its holder can change it, so that it identifies no one.</param>
public sealed record ChatAccount(ChatStanding Standing, string Name);
