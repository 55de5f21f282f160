namespace Rollouts.Integrations.Chat;

/// <summary>Many rollouts in one message, for hours in which one message each would hide what matters.</summary>
/// <param name="Rows">One line each, the newest first. The rest is counted.</param>
/// <param name="Count">How many rollouts the digest stands for.</param>
public sealed record ChatDigest(string Title, ValueList<ChatDigestRow> Rows, int Count);

/// <summary>One rollout in a digest.</summary>
public sealed record ChatDigestRow(string Title, string Summary, string Path);
