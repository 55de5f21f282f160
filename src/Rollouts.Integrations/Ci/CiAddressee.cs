namespace Rollouts.Integrations.Ci;

/// <summary>Where the system of an event expects status reports, as far as the event names it.</summary>
/// <param name="Repository"><c>owner/name</c>, or the number of a project.</param>
/// <param name="Place">The system's name of the environment.</param>
public sealed record CiAddressee(
    string Repository,
    string? Commit = null,
    string? Deployment = null,
    string? Callback = null,
    string? Place = null
);
