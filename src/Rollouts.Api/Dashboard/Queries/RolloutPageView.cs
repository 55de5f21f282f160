using Rollouts.Api.Dashboard.Charts;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>The contents of a rollout's page at one instant.</summary>
public sealed record RolloutPageView
{
    public required string Id { get; init; }

    public required string Service { get; init; }

    public required string Environment { get; init; }

    public required string Version { get; init; }

    /// <summary>The previous version, or its backend if the version is unknown.</summary>
    public required string Before { get; init; }

    public required ChipView Status { get; init; }

    public required string Position { get; init; }

    public required string Step { get; init; }

    public required Instant OpenedAt { get; init; }

    public Instant? EndedAt { get; init; }

    public required string Headline { get; init; }

    public required IReadOnlyList<string> Detail { get; init; }

    public required IReadOnlyList<CountdownView> Countdowns { get; init; }

    /// <summary>On which side of its point of no return the rollout is; null if its plan has none.</summary>
    public NoteView? PointOfNoReturn { get; init; }

    public required IReadOnlyList<FactView> Facts { get; init; }

    public required IReadOnlyList<ActionView> Actions { get; init; }

    /// <summary>The time of the read, or the replayed instant.</summary>
    public required Instant ReadAt { get; init; }

    /// <summary>The replayed instant; null for the present.</summary>
    public Instant? ReplayedAt { get; init; }

    public required TimelineAxisView Axis { get; init; }

    public required IReadOnlyList<WeightChartView> Weights { get; init; }

    public required IReadOnlyList<CheckPanelView> Checks { get; init; }

    public VerdictView? Verdict { get; init; }

    public required IReadOnlyList<CostView> Costs { get; init; }

    public required IReadOnlyList<TimelineEntryView> Timeline { get; init; }

    public required IReadOnlyList<ApprovalView> Approvals { get; init; }

    /// <summary>The current or next approval of the plan, or that there is none.</summary>
    public required string ApprovalNote { get; init; }

    public required IReadOnlyList<ShareView> Shares { get; init; }

    public required IReadOnlyList<VersionView> Versions { get; init; }

    public required IReadOnlyList<FigureRow> Figures { get; init; }

    public required string PlanText { get; init; }

    public required IReadOnlyList<RawEventView> Raw { get; init; }

    /// <summary>The result of the check of the record chain.</summary>
    public required ChipView Chain { get; init; }
}

public sealed record CountdownView(string Class, string Icon, string Label, Instant At, string Note);

/// <param name="Class">The colour: run, rise or bad.</param>
public sealed record NoteView(string Class, string Title, string Text);

public sealed record FactView(string Label, string Value, string Note);

/// <summary>An action that a person can take on a rollout.</summary>
/// <param name="Says">Its effect in figures, or what is missing for it.</param>
/// <param name="Facts">The facts that the confirmation shows.</param>
public sealed record ActionView(
    string Name,
    string Label,
    string Class,
    bool IsOffered,
    string Says,
    string Question,
    IReadOnlyList<FactView> Facts,
    string Keep
)
{
    /// <summary>The field of the form that confirms a rollback past the point of no return.</summary>
    public const string PastPoint = "pastPointOfNoReturn";

    /// <summary>The command that the form sends.</summary>
    public string Verb { get; init; } = Name;

    /// <summary>The steps to choose from; empty for an action on the present step.</summary>
    public IReadOnlyList<StepChoiceView> Steps { get; init; } = [];

    /// <summary>What a person must confirm beside the reason; null for nothing.</summary>
    public string? Confirm { get; init; }
}

/// <param name="Step">As <c>wave.step</c>.</param>
public sealed record StepChoiceView(string Step, string Text);

/// <param name="Window">The number of seconds shown; null for all.</param>
public sealed record TimelineAxisView(Instant From, Instant To, Instant Newest, int StepSeconds, int? Window);

public sealed record WeightChartView(string Title, Plot Plot, IReadOnlyList<LegendEntry> Legend);

public sealed record CheckPanelView(
    string Name,
    ChipView Chip,
    string Judge,
    string Sentence,
    Plot? Plot,
    IReadOnlyList<LegendEntry> Legend,
    IReadOnlyList<string> Foot,
    string Source,
    string Query,
    Plot? Climb,
    IReadOnlyList<LegendEntry> ClimbLegend
);

/// <param name="Share">The evidence as a share of the required evidence.</param>
public sealed record VerdictView(
    ChipView Chip,
    string Check,
    string Sentence,
    string? Evidence,
    double Share,
    string Policy
);

public sealed record CostView(string Value, string What, IReadOnlyList<FactView> Facts);

public sealed record TimelineEntryView(Instant At, string Icon, string Class, string Text, string? By, string? Why);

/// <param name="Said">What the person said, or what came of it.</param>
public sealed record ApprovalView(string Person, Instant At, string Reason, bool Yes, string Position, string Said);

public sealed record ShareView(string Step, string Asked, string Got, string Requests);

public sealed record VersionView(
    string Target,
    string Candidate,
    string Stable,
    IReadOnlyList<(string Name, string Address)> Links
);

public sealed record FigureRow(
    Instant At,
    string Desired,
    string Observed,
    string Check,
    string Candidate,
    string Baseline,
    string Evidence
);

public sealed record RawEventView(
    int Version,
    Instant At,
    string Event,
    string By,
    string Reason,
    string Data,
    string Hash
);
