namespace Rollouts.Integrations.Ci;

/// <summary>What an event says of where its system wants to be told.</summary>
/// <param name="Repository"><c>owner/name</c>, or the number of a project.</param>
/// <param name="Place">What the system calls the environment.</param>
public sealed record CiAddressee(
    string Repository,
    string? Commit = null,
    string? Deployment = null,
    string? Callback = null,
    string? Place = null
);
