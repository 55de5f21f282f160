namespace Rollouts.Domain.Rollouts;

/// <summary>
/// Identifies a command that has taken effect: its caller, its key and its kind. Keys are chosen by callers, so two
/// callers may use the same key for different commands.
/// </summary>
/// <param name="Kind">The name of the command, as in <c>rollBack</c>.</param>
public sealed record HandledCommand(ActorId By, string Key, string Kind);
