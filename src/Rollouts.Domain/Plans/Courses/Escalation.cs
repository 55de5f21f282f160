namespace Rollouts.Domain.Plans.Courses;

/// <summary>Informs a channel of an incomplete approval. It does not change who may approve, or until when.</summary>
/// <param name="After">Counted from the same time as the deadline of the step.</param>
/// <param name="Notify">A channel of the chat system, as in <c>#release-leads</c>.</param>
public sealed record Escalation(TimeSpan After, string Notify);
