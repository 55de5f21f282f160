using Rollouts.Domain.Rollouts;

namespace Rollouts.Domain.Calendar;

/// <summary>What can happen to the freezes of an environment.</summary>
public abstract record FreezeEvent
{
    private FreezeEvent() { }

    public sealed record Declared(DeclaredFreeze Freeze) : FreezeEvent;

    /// <summary>Somebody ended it before its time.</summary>
    public sealed record Lifted(string Name) : FreezeEvent;

    /// <summary>An administrator lets one rollout go on in spite of it.</summary>
    public sealed record Passed(string Name, RolloutId By) : FreezeEvent;
}
