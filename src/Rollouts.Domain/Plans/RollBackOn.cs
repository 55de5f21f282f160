namespace Rollouts.Domain.Plans;

/// <summary>Pushed alarms of other systems that roll the traffic back at once, without any query.</summary>
public sealed record RollBackOn(ValueList<string> Alarms, ValueList<string> Alerts)
{
    public static RollBackOn Nothing { get; } = new([], []);

    /// <summary>The alarms of one kind of sender.</summary>
    public ValueList<string> NamesOf(AlarmList list) =>
        list switch
        {
            AlarmList.Alarms => Alarms,
            AlarmList.Alerts => Alerts,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
