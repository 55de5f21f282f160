namespace Rollouts.Cli;

/// <summary>Ends a command with an exit code and a message for its user, which goes to stderr.</summary>
internal sealed class CommandFailedException(int exitCode, string message) : Exception(message)
{
    public int ExitCode => exitCode;
}
