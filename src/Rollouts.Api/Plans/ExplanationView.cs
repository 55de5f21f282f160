namespace Rollouts.Api.Plans;

/// <summary>What a plan means, in words, with every default.</summary>
internal sealed record ExplanationView(int Revision, string Text);
