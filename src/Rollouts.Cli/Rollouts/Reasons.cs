using System.CommandLine;

namespace Rollouts.Cli.Rollouts;

/// <summary>The reason that each change requires. The audit log records it.</summary>
internal static class Reasons
{
    public static Option<string> Option() =>
        new("--reason", "-m") { Description = "Why. It stands in the audit log.", Required = true };
}
