namespace Rollouts.Domain.Plans;

/// <summary>Alarms that others push and that take the traffic back at once, with no query.</summary>
public sealed record RollBackOn(ValueList<string> Alarms, ValueList<string> Alerts)
{
    public static RollBackOn Nothing { get; } = new([], []);
}
