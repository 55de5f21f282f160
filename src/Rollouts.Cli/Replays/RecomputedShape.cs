namespace Rollouts.Cli.Replays;

/// <summary>The verdicts of a sealed bundle, computed again from its ticks.</summary>
/// <param name="IsBitEqual">Whether every verdict and every last state came out as recorded, to the last bit.</param>
/// <param name="Records">How many records have the hash that follows from the record before.</param>
/// <param name="Redacted">How many records hold hidden secrets, so that only their hashes are known.</param>
/// <param name="Broken">The versions of the records whose hash does not fit.</param>
/// <param name="Bytes">The size of the bundle.</param>
/// <param name="CompressedBytes">Its size as the server stores it.</param>
/// <param name="CompressedBytesAnHour">The stored size for each hour of the rollout.</param>
internal sealed record RecomputedShape(
    string Rollout,
    string Recorded,
    bool IsBitEqual,
    int Records,
    int Redacted,
    IReadOnlyList<int> Broken,
    long Bytes,
    long CompressedBytes,
    long CompressedBytesAnHour,
    IReadOnlyList<RecomputedCheck> Checks
);

/// <summary>One check of a bundle.</summary>
/// <param name="Inputs">How many inputs its judge had.</param>
/// <param name="Verdicts">How many changes of its verdict are recorded.</param>
/// <param name="Problem">Why it is not equal; null if it is.</param>
internal sealed record RecomputedCheck(string Check, string? Target, int Inputs, int Verdicts, string? Problem);
