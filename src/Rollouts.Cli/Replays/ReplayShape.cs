namespace Rollouts.Cli.Replays;

/// <summary>The verdicts of a plan's checks on evidence that other checks have judged.</summary>
/// <param name="Recorded">The recorded end of the rollout.</param>
/// <param name="Decided">When these checks would have rolled it back; null for never.</param>
/// <param name="Judgement">Whether the two agree: same, earlier, later, missed or wrong.</param>
internal sealed record ReplayShape(
    string Rollout,
    string Recorded,
    DateTimeOffset? RecordedAt,
    DateTimeOffset? Decided,
    string? DecidedBy,
    string Judgement,
    IReadOnlyList<ReplayedVerdict> Verdicts,
    IReadOnlyList<string> LeftOut
);

/// <summary>A change of a check's verdict.</summary>
internal sealed record ReplayedVerdict(
    DateTimeOffset At,
    string Check,
    string? Target,
    string Outcome,
    string Sentence
);
