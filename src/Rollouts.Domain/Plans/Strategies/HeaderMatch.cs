namespace Rollouts.Domain.Plans.Strategies;

/// <summary>A header that a request must carry.</summary>
public sealed record HeaderMatch(string Header, string Value);
