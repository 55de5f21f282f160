namespace Rollouts.Domain.Rollouts;

/// <summary>The cause of an event: a command with its key, an observation, or the time.</summary>
/// <param name="Key">
/// The key of the command, on the first event of the command alone. It belongs to the caller who is named
/// there; the events that follow may name others. Null if the cause is no command.
/// </param>
public sealed record Cause(string What, string? Key)
{
    public static Cause Time { get; } = new("time", null);
}
