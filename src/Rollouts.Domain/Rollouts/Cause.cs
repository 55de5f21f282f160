namespace Rollouts.Domain.Rollouts;

/// <summary>What set something in motion: a command with its key, something that was seen, or the time.</summary>
/// <param name="Key">The key of the command, which takes effect once; null where it was no command.</param>
public sealed record Cause(string What, string? Key)
{
    public static Cause Time { get; } = new("time", null);
}
