namespace Rollouts.Api.Plans;

/// <summary>The difference between two revisions. Each line begins with a space, a minus or a plus.</summary>
internal sealed record DiffView(int From, int To, ValueList<string> Lines);
