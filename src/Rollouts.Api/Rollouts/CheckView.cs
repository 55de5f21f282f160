namespace Rollouts.Api.Rollouts;

/// <summary>How a check stands, and the sentence that says why.</summary>
internal sealed record CheckView(string Name, string? Target, string Standing, string Since, string? Sentence);
