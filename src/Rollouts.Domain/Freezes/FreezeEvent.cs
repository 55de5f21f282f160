namespace Rollouts.Domain.Freezes;

/// <summary>An event of the freezes of an environment.</summary>
public abstract record FreezeEvent
{
    private FreezeEvent() { }

    public sealed record Declared(DeclaredFreeze Freeze) : FreezeEvent;

    /// <summary>The freeze was ended before its time.</summary>
    public sealed record Lifted(FreezeName Name) : FreezeEvent;

    /// <summary>An administrator lets one rollout go on in spite of the freeze.</summary>
    public sealed record Passed(FreezeName Name, RolloutId By) : FreezeEvent;
}
