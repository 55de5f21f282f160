using Rollouts.Domain.Audit;

namespace Rollouts.Storage.Verifying;

/// <summary>The result of an attempt to seal.</summary>
public abstract record CheckpointResult
{
    private CheckpointResult() { }

    public sealed record Sealed(Checkpoint Checkpoint) : CheckpointResult;

    /// <summary>The previous checkpoint has heads that the store no longer has. Nothing was sealed.</summary>
    public sealed record Contradicted(ValueList<StreamFinding> Findings) : CheckpointResult;
}
