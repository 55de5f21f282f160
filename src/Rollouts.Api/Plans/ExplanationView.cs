namespace Rollouts.Api.Plans;

/// <summary>The explanation of a plan in words, with every default.</summary>
internal sealed record ExplanationView(int Revision, string Text);
