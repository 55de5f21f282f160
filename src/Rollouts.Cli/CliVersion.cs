using System.Reflection;

namespace Rollouts.Cli;

/// <summary>The version of this program.</summary>
internal static class CliVersion
{
    /// <summary>Without the build's suffix behind a plus sign, which a header cannot hold.</summary>
    public static string Number { get; } =
        typeof(CliVersion)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];
}
