using Rollouts.Domain.Rollouts;

namespace Rollouts.Worker.Deciding;

/// <summary>What came of handing inputs in to a rollout.</summary>
public abstract record Handed
{
    private Handed() { }

    /// <summary>
    /// They are taken, and what they came to is written; nothing happened where they changed nothing.
    /// </summary>
    public sealed record Taken(Rollout State, ValueList<Happening> Happenings) : Handed;

    public sealed record Refused(Decision.Refused Why) : Handed;

    /// <summary>Nobody knows such a rollout.</summary>
    public sealed record Unknown : Handed;

    /// <summary>Somebody else was quicker, each time. Nothing was written.</summary>
    public sealed record Outrun : Handed;

    /// <summary>The lease under which it was to be written is somebody else's by now. Nothing was written.</summary>
    public sealed record LeaseLost : Handed;
}
