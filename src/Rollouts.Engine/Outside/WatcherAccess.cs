using Rollouts.Integrations.Alarms;

namespace Rollouts.Engine.Outside;

/// <summary>A connected source that watches alarms.</summary>
/// <param name="System">The connection's name.</param>
public sealed record WatcherAccess(IAlarmWatcher Watcher, string System);
