using Rollouts.Storage.Verifying;

namespace Rollouts.Engine.Audit;

/// <summary>The result of a verification of the whole log.</summary>
/// <param name="Checkpoint">When the compared checkpoint was sealed.</param>
public sealed record VerificationView(
    bool Intact,
    int Streams,
    long Records,
    string? Checkpoint,
    int ForgedCheckpoints,
    int Faults,
    ValueList<string> Findings
)
{
    public static VerificationView Of(Verification found) =>
        new(
            found.IsIntact,
            found.Streams,
            found.Records,
            found.Checkpoint?.ToString(),
            found.ForgedCheckpoints,
            found.Faults,
            found.Findings.Select(finding => $"{finding.Stream}: {finding.Verdict}").ToValueList()
        );
}
