namespace Rollouts.Api.Dashboard.Queries;

/// <summary>The state of the installation.</summary>
public sealed record SystemPageView(
    IReadOnlyList<FactView> Facts,
    IReadOnlyList<string> Problems,
    IReadOnlyList<string> Outside,
    IReadOnlyList<DeadNoticeView> Dead
);

public sealed record DeadNoticeView(
    long Number,
    string Stream,
    string Channel,
    Instant WrittenAt,
    int Attempts,
    string Error
);
