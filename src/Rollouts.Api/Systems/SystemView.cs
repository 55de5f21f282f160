namespace Rollouts.Api.Systems;

/// <summary>How the installation itself is.</summary>
/// <param name="Worker">What the process that answers is called.</param>
/// <param name="Works">Whether this process also drives what is due.</param>
/// <param name="Overdue">How many rollouts nobody has looked at in time.</param>
/// <param name="OverdueBy">How late the worst of them is.</param>
/// <param name="Now">The store's clock, by which everything is decided.</param>
/// <param name="Outside">How calls of each outside system go, from here.</param>
/// <param name="Mark">Where the mark of the database is kept, or that none is kept.</param>
/// <param name="Unreadable">What to do about rollouts that this process cannot read; null for none.</param>
/// <param name="Restored">What is to be done since the database went back in time; null for nothing.</param>
internal sealed record SystemView(
    string Version,
    string Worker,
    bool Works,
    int Overdue,
    string OverdueBy,
    string Now,
    ValueList<string> Outside,
    string Mark,
    string? Unreadable,
    string? Restored
);
