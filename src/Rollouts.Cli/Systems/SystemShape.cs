namespace Rollouts.Cli.Systems;

/// <summary>The state of the installation.</summary>
internal sealed record SystemShape(
    string Version,
    string Worker,
    bool Works,
    int Overdue,
    string OverdueBy,
    DateTimeOffset Now,
    IReadOnlyList<string> Outside,
    string Mark,
    string? Unreadable,
    string? Restored
);

/// <summary>The caller and their permissions.</summary>
internal sealed record CallerShape(
    string Id,
    string Name,
    string Kind,
    IReadOnlyList<string> Groups,
    IReadOnlyList<string> Permissions,
    string? Provider,
    string? Until
);

/// <summary>The findings of a check of the whole installation.</summary>
internal sealed record DoctorReport(bool Healthy, IReadOnlyList<DoctorFinding> Findings);

/// <summary>One finding.</summary>
/// <param name="Outcome">ok, warning or failed.</param>
/// <param name="Advice">What to do; null if no action is needed.</param>
internal sealed record DoctorFinding(string Subject, string Outcome, string Detail, string? Advice = null);
