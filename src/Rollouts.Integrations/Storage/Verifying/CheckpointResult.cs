using Rollouts.Domain.Audit;

namespace Rollouts.Integrations.Storage.Verifying;

/// <summary>What trying to seal came to.</summary>
public abstract record CheckpointResult
{
    private CheckpointResult() { }

    public sealed record Sealed(Checkpoint Checkpoint) : CheckpointResult;

    /// <summary>The checkpoint before vouches for something that is not there any more. Nothing was sealed.</summary>
    public sealed record Contradicted(ValueList<StreamFinding> Findings) : CheckpointResult;
}
