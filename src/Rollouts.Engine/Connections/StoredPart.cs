using Rollouts.Domain.Audit;
using Rollouts.Domain.Connections;

namespace Rollouts.Engine.Connections;

/// <summary>A part as it was read from the store.</summary>
/// <param name="Head">The head of its stream, by which a change is detected.</param>
/// <param name="Trouble">Why the part is not in force; null if it is, or if it was removed.</param>
public sealed record StoredPart(Part Part, int Revision, Hash Head, string? Trouble)
{
    /// <summary>Null for a removed part.</summary>
    internal PartContent? Content { get; init; }

    internal Connection? Connection => Content?.Connection;

    internal EnvironmentPolicy? Policy => Content?.Policy;
}
