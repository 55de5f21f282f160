namespace Rollouts.Domain.Rollouts;

/// <summary>What an input comes to.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>
    /// It is taken. Nothing may have happened for it: a command that was handled before, a reading that shows what
    /// was known.
    /// </summary>
    public sealed record Accepted(Rollout State, ValueList<Happening> Happenings) : Decision;

    /// <summary>It is refused and changes nothing.</summary>
    /// <param name="Code">Stable, so that a program can act on it.</param>
    /// <param name="Message">What stands in the way, with the facts, and what would help.</param>
    public sealed record Refused(string Code, string Message) : Decision;
}
