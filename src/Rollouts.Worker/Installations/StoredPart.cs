using Rollouts.Domain.Audit;
using Rollouts.Domain.Installations;

namespace Rollouts.Worker.Installations;

/// <summary>A part as it was found in the store.</summary>
/// <param name="Head">The head of its stream, which stands for all that it says.</param>
/// <param name="Trouble">Why it is not in force; null for one that is, or that was removed.</param>
public sealed record StoredPart(Part Part, int Revision, Hash Head, string? Trouble)
{
    /// <summary>Null for one that was removed.</summary>
    internal PartContent? Content { get; init; }

    internal Connection? Connection => Content?.Connection;

    internal EnvironmentPolicy? Policy => Content?.Policy;
}
