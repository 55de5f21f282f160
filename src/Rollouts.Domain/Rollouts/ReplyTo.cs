namespace Rollouts.Domain.Rollouts;

/// <summary>What a pipeline has to be told by when it is answered.</summary>
/// <param name="Pipeline">The connection that it came through, and is answered through.</param>
/// <param name="Repository">As its system names it: <c>owner/name</c>, or the number of a project.</param>
/// <param name="Commit">The hash of the commit that is released.</param>
/// <param name="Deployment">The deployment that waits for it.</param>
/// <param name="Callback">An address on the system's own host that waits for a yes or a no.</param>
/// <param name="Place">What the system calls the environment.</param>
public sealed record ReplyTo(
    ConnectionName Pipeline,
    string Repository,
    string? Commit = null,
    string? Deployment = null,
    string? Callback = null,
    string? Place = null
);
