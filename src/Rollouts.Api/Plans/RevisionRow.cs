namespace Rollouts.Api.Plans;

/// <summary>A revision of a plan, with the time and the author of its submission.</summary>
internal sealed record RevisionRow(int Revision, string At, string By);
