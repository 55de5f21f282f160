using Rollouts.Integrations.Storage.Verifying;

namespace Rollouts.Api.Audit;

/// <summary>What a check of the whole log came to.</summary>
/// <param name="Checkpoint">When the sealed list of heads was made that it was held against.</param>
internal sealed record VerificationView(
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
