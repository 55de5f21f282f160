using Rollouts.Engine.Overload;

namespace Rollouts.Api.Systems;

/// <summary>The state of the installation.</summary>
/// <param name="Worker">The name of the process that answers.</param>
/// <param name="Works">Whether this process also drives rollouts.</param>
/// <param name="Overdue">The number of rollouts that no worker has looked at in time.</param>
/// <param name="OverdueBy">The delay of the most overdue rollout.</param>
/// <param name="Now">The time by the store's clock, which all decisions use.</param>
/// <param name="Outside">The state of the calls from this process to each external system.</param>
/// <param name="Mark">The path of the mark of the database, or that there is none.</param>
/// <param name="Unreadable">The action that unreadable rollouts require; null if there are none.</param>
/// <param name="Overload">The work that this process holds back, because it cannot do all that is due.</param>
/// <param name="Restored">The action that is required since the database went back in time; null for none.</param>
internal sealed record SystemView(
    string Version,
    string Worker,
    bool Works,
    int Overdue,
    string OverdueBy,
    string Now,
    ValueList<string> Outside,
    string Mark,
    string? Unreadable,
    string? Restored,
    OverloadView Overload
);

/// <summary>The work that a process holds back while it cannot do all that is due.</summary>
/// <param name="Sheds">The lanes whose work is held back, the least urgent first; empty if there are none.</param>
/// <param name="ChecksLate">The delay of checks, in intervals of the check.</param>
/// <param name="Lanes">The lanes of this process, the most urgent first; empty if it drives no rollouts.</param>
internal sealed record OverloadView(ValueList<string> Sheds, double ChecksLate, ValueList<LaneView> Lanes)
{
    public static OverloadView Of(LoadShedding load)
    {
        var lanes = load.Lanes;
        return new OverloadView(
            lanes.Where(lane => lane.IsShed).Reverse().Select(lane => LoadShedding.NameOf(lane.Class)).ToValueList(),
            Math.Round(load.IntervalsLate, 2),
            lanes
                .Select(lane => new LaneView(
                    LoadShedding.NameOf(lane.Class),
                    lane.Budget,
                    lane.Running,
                    Spans.Say(TimeSpan.FromSeconds(Math.Floor(lane.Late.TotalSeconds)))
                ))
                .ToValueList()
        );
    }
}

/// <summary>One lane of a process.</summary>
/// <param name="Budget">The most items that it works on at the same time.</param>
/// <param name="Running">The number of items that it works on now.</param>
/// <param name="Late">The delay of the most overdue item of its newest claim.</param>
internal sealed record LaneView(string Name, int Budget, int Running, string Late);
