namespace Rollouts.Cli.Plans;

/// <summary>A submitted plan.</summary>
internal sealed record PlanShape(string Service, string Environment, int Revision, string Text);

/// <summary>A part of the list of plans, and the cursor of the next part.</summary>
internal sealed record PlanPage(IReadOnlyList<PlanRow> Plans, string? Cursor);

/// <summary>A plan in a list.</summary>
internal sealed record PlanRow(string Service, string Environment, int Revision);

/// <summary>One revision of a plan.</summary>
internal sealed record RevisionShape(int Revision, string At, string By);

/// <summary>The difference between two revisions, line by line.</summary>
internal sealed record DifferenceShape(int From, int To, IReadOnlyList<string> Lines);
