namespace Rollouts.Cli;

/// <summary>The exit codes. They are stable, and docs/cli.md lists them.</summary>
internal static class ExitCodes
{
    /// <summary>The command succeeded. If it waited for a rollout, the rollout succeeded.</summary>
    public const int Succeeded = 0;

    /// <summary>The rollout ended without success: rolled back, cancelled, superseded or abandoned.</summary>
    public const int RolledBack = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A plan, a file or a request is refused, with the reason on stderr.</summary>
    public const int Refused = 3;

    /// <summary>A wait ended before the expected state. The rollout continues.</summary>
    public const int TimedOut = 4;

    /// <summary>The server does not answer, or reports that it cannot work now.</summary>
    public const int Unreachable = 5;

    /// <summary>The command succeeded with findings: losses of an import, or a difference.</summary>
    public const int Noted = 6;

    /// <summary>A fault of this program.</summary>
    public const int Fault = 70;

    /// <summary>Ctrl-C, as shells number it.</summary>
    public const int Interrupted = 130;
}
