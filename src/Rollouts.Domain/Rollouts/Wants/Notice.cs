namespace Rollouts.Domain.Rollouts.Wants;

/// <summary>Something that people should know.</summary>
/// <param name="Key">Unique within the rollout: what was told once is not told again.</param>
public sealed record Notice(string Key, NoticeKind Kind, string Text);
