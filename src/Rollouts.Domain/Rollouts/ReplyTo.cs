namespace Rollouts.Domain.Rollouts;

/// <summary>The data for reporting the status of a rollout to its pipeline.</summary>
/// <param name="Pipeline">The connection of the pipeline.</param>
/// <param name="Repository">
/// The repository as its system names it: <c>owner/name</c>, or the number of a project.
/// </param>
/// <param name="Commit">The hash of the commit that is released.</param>
/// <param name="Deployment">The deployment that waits for it.</param>
/// <param name="Callback">An address on the system's own host that waits for an approval or a rejection.</param>
/// <param name="Place">The system's name of the environment.</param>
public sealed record ReplyTo(
    ConnectionName Pipeline,
    string Repository,
    string? Commit = null,
    string? Deployment = null,
    string? Callback = null,
    string? Place = null
);
