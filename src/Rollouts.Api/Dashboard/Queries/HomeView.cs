using Rollouts.Api.Dashboard.Charts;
using Rollouts.Storage.Lists;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>The rollouts that wait for the reader, that move, and that have just ended.</summary>
public sealed record HomeView(
    HomeFilter Filter,
    Instant ReadAt,
    string Headline,
    IReadOnlyList<HealthItem> Health,
    IReadOnlyList<WaitingRowView> Waiting,
    IReadOnlyList<MovingGroupView> Moving,
    int MovingCount,
    int MovingShown,
    IReadOnlyList<EndedRowView> Ended,
    IReadOnlyList<string> Environments,
    IReadOnlyList<StartableView> Startable
);

/// <summary>The filters in the address.</summary>
public sealed record HomeFilter(
    string? Text,
    string? Service,
    string? Environment,
    string? Owner,
    string? Status,
    string Group
)
{
    public bool IsEmpty => Text is null && Service is null && Environment is null && Owner is null && Status is null;

    /// <summary>Null for an invalid name, which matches no rollout.</summary>
    public RolloutFilter? RowsOf(bool isLive) =>
        (Service is not null && !Name.IsValid(Service)) || (Environment is not null && !Name.IsValid(Environment))
            ? null
            : new RolloutFilter(
                Service is { } service ? new ServiceName(service) : null,
                Environment is { } environment ? new EnvironmentName(environment) : null,
                Status,
                Owner,
                Text,
                isLive
            );
}

/// <param name="Class">The colour of a fact that needs a person; empty otherwise.</param>
public sealed record HealthItem(string Class, string Icon, string Text, string Bold);

/// <param name="Due">When the wait ends without an answer.</param>
/// <param name="Share">The elapsed share of the time to answer.</param>
public sealed record WaitingRowView(
    string Id,
    string Service,
    string Version,
    string Environment,
    string Asks,
    string Who,
    ChipView Checks,
    Instant Since,
    Instant? Due,
    string Silence,
    double Share
);

public sealed record MovingGroupView(string Name, IReadOnlyList<MovingRowView> Rows);

public sealed record MovingRowView(
    string Id,
    string Service,
    string Version,
    string Environment,
    string? Owner,
    IReadOnlyList<MiniBar> Steps,
    string StepText,
    string Served,
    ChipView Status,
    string Why,
    IReadOnlyList<(string Name, ChipView Chip)> Checks,
    Instant? Due,
    string Next,
    int Urgency
);

/// <summary>A step of the small staircase.</summary>
public sealed record MiniBar(double X, double Width, double Height, string Class)
{
    public string Left => Words.Plain(X);

    public string Top => Words.Plain(25 - Height);

    public string Wide => Words.Plain(Width);

    public string High => Words.Plain(Height);
}

public sealed record EndedRowView(
    string Id,
    string Service,
    string Version,
    string Environment,
    ChipView Outcome,
    string Why,
    string Took,
    string Reached,
    string People,
    Instant At
);

/// <summary>A service with a plan, whose versions can be started.</summary>
public sealed record StartableView(string Service, string Environment);
