namespace Rollouts.Api.Dashboard.Queries;

/// <summary>The freezes of each environment, on a calendar of two weeks.</summary>
public sealed record FreezesView(IReadOnlyList<string> Days, IReadOnlyList<FrozenEnvironmentView> Environments);

public sealed record FrozenEnvironmentView(string Name, IReadOnlyList<FreezeRowView> Freezes, bool CanDeclare);

/// <param name="Hours">Whether the freeze is in force in each six hours of the calendar.</param>
public sealed record FreezeRowView(
    string Name,
    string Reason,
    string When,
    bool IsInForce,
    bool IsDeclared,
    IReadOnlyList<bool> Hours
);
