namespace Rollouts.Cli.Plays;

/// <summary>How the new version behaves in a play.</summary>
internal enum Script
{
    /// <summary>Just like the old one.</summary>
    Good,

    /// <summary>One request in twenty fails and more are slow, from the first one on.</summary>
    Bad,
}
