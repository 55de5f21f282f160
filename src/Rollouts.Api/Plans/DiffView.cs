namespace Rollouts.Api.Plans;

/// <summary>What differs between two revisions: each line begins with a space, a minus or a plus.</summary>
internal sealed record DiffView(int From, int To, ValueList<string> Lines);
