namespace Rollouts.Api.Plans;

/// <summary>One revision of a plan: when it was submitted, and by whom.</summary>
internal sealed record RevisionRow(int Revision, string At, string By);
