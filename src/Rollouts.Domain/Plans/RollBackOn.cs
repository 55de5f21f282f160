using Rollouts.Domain.Installations;

namespace Rollouts.Domain.Plans;

/// <summary>Alarms that others push and that take the traffic back at once, with no query.</summary>
public sealed record RollBackOn(ValueList<string> Alarms, ValueList<string> Alerts)
{
    public static RollBackOn Nothing { get; } = new([], []);

    /// <summary>What is named of one kind of sender.</summary>
    public ValueList<string> NamesOf(AlarmList list) =>
        list switch
        {
            AlarmList.Alarms => Alarms,
            AlarmList.Alerts => Alerts,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
