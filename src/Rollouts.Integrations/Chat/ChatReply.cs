namespace Rollouts.Integrations.Chat;

/// <summary>What is added to the thread of a message.</summary>
/// <param name="Mentions">The groups of a plan whose people are called; empty for a reply that calls no one.</param>
/// <param name="IsUrgent">Whether it is shown in the channel too, because it needs a person.</param>
public sealed record ChatReply(ValueList<string> Lines, ValueList<GroupName> Mentions, bool IsUrgent);
