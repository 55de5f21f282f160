using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Domain.Plans;

/// <summary>The defaults of a plan. <c>explain</c> shows each of them.</summary>
public static class PlanDefaults
{
    public static Proportion FalseAlarm { get; } = Proportion.Percent(1);

    /// <summary>
    /// A hold for nothing costs a release more than a misrouted one costs its users, so it must be rare.
    /// </summary>
    public static Proportion FalseMisrouted { get; } = Proportion.Percent(0.1m);

    public static TroubleAction OnMisrouted => TroubleAction.Hold;

    public static decimal TolerateRatio => 1.25m;

    public static Proportion AtLeastExcess { get; } = Proportion.Percent(0.1m);

    public static Proportion CompareTolerance { get; } = Proportion.Percent(10);

    public static TimeSpan CheckEvery { get; } = TimeSpan.FromSeconds(15);

    /// <summary>A service without traffic for a few scrapes is common; for three minutes it is news.</summary>
    public static TroublePolicy OnNoData { get; } = new(TroubleAction.Hold, TimeSpan.FromMinutes(3));

    /// <summary>
    /// Longer than a metrics server takes to restart: an outage of the watcher is no fault of the release.
    /// </summary>
    public static TroublePolicy OnSourceFailure { get; } = new(TroubleAction.Hold, TimeSpan.FromMinutes(5));

    public static int VerifyRequests => 100;

    public static TimeSpan VerifyAtLeast { get; } = TimeSpan.FromMinutes(2);

    public static TimeSpan VerifyAtMost { get; } = TimeSpan.FromMinutes(30);

    public static TimeSpan ApproveWithin { get; } = TimeSpan.FromHours(24);

    /// <summary>How long an approval that is given ahead of its step stays valid.</summary>
    public static TimeSpan ApprovalValidFor { get; } = TimeSpan.FromHours(24);

    public static TimeSpan GateWithin { get; } = TimeSpan.FromMinutes(15);

    public static TimeSpan Bake { get; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a router may take to accept a weight and to show it.</summary>
    public static TimeSpan ShiftWithin { get; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a later wave may take to get ready; the first one waits in the queue.</summary>
    public static TimeSpan ReadyWithin { get; } = TimeSpan.FromMinutes(10);

    public static TimeSpan AtMost { get; } = TimeSpan.FromHours(24);

    public static TimeSpan KeepCandidate { get; } = TimeSpan.FromMinutes(10);

    public static TimeSpan PausedAtMost { get; } = TimeSpan.FromHours(24);

    /// <summary>How often people are told again of a rollback that the point of no return withholds.</summary>
    public static TimeSpan RemindEvery { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Long enough to wait out a freeze over the holidays.</summary>
    public static TimeSpan QueuedAtMost { get; } = TimeSpan.FromDays(14);

    public static int BurnLeastBad => 5;

    /// <summary>The pace of the Google SRE workbook's pages with windows a twelfth as long, for bakes.</summary>
    public static ValueList<BurnWindow> BurnWindows { get; } =
    [
        new(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1), 14.4m),
        new(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(5), 6m),
    ];
}
