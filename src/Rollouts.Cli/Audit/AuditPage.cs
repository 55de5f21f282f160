using System.Text.Json;

namespace Rollouts.Cli.Audit;

/// <summary>The matching records, and the cursor of the next part.</summary>
internal sealed record AuditPage(IReadOnlyList<JsonElement> Records, string? Cursor);

/// <summary>The result of a verification of the log.</summary>
internal sealed record VerificationShape(
    bool Intact,
    int Streams,
    long Records,
    string? Checkpoint,
    int ForgedCheckpoints,
    int Faults,
    IReadOnlyList<string> Findings
);
