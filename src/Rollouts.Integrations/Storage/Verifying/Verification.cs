namespace Rollouts.Integrations.Storage.Verifying;

/// <summary>What a check of all streams came to.</summary>
/// <param name="Streams">How many streams were read.</param>
/// <param name="Records">How many records they have.</param>
/// <param name="Checkpoint">When the checkpoint they were held against was sealed; null where there is none.</param>
/// <param name="ForgedCheckpoints">How many newer ones were passed over because their seal is not ours.</param>
/// <param name="Findings">What is wrong; of very many only the first.</param>
/// <param name="Faults">With how many streams something is wrong.</param>
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
