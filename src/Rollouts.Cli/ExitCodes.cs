namespace Rollouts.Cli;

/// <summary>What a pipeline can tell apart.</summary>
internal static class ExitCodes
{
    public const int Well = 0;

    public const int Refused = 1;

    public const int Usage = 2;
}
