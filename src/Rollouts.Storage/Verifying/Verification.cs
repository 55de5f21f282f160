namespace Rollouts.Storage.Verifying;

/// <summary>The result of a check of all streams.</summary>
/// <param name="Streams">The number of streams that were read.</param>
/// <param name="Records">The number of their records.</param>
/// <param name="Checkpoint">When the compared checkpoint was sealed; null if there is none.</param>
/// <param name="ForgedCheckpoints">
/// The number of newer checkpoints that were skipped because their seal is not genuine.
/// </param>
/// <param name="Findings">The first faults.</param>
/// <param name="Faults">The number of streams with a fault.</param>
public sealed record Verification(
    int Streams,
    long Records,
    Instant? Checkpoint,
    int ForgedCheckpoints,
    ValueList<StreamFinding> Findings,
    int Faults
)
{
    public bool IsIntact => Faults == 0 && ForgedCheckpoints == 0;
}
