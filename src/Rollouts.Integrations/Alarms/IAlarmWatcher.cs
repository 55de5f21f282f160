using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Alarms;

/// <summary>A source that also knows the state of alarms.</summary>
public interface IAlarmWatcher
{
    /// <summary>
    /// Those of the given alarms that ring now. One that it does not know rings elsewhere, if at all.
    /// </summary>
    Task<Answer<ValueList<string>>> RingingAsync(ValueList<string> alarms, CancellationToken cancellation);
}
