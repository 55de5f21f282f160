namespace Rollouts.Api.Rollouts;

/// <summary>The state of a check, and the sentence that explains it.</summary>
internal sealed record CheckView(string Name, string? Target, string Outcome, string Since, string? Sentence);
