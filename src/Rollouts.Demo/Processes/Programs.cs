using System.Runtime.InteropServices;

namespace Rollouts.Demo.Processes;

/// <summary>The programs of this product, as they lie beside this one.</summary>
internal static class Programs
{
    /// <summary>What runs them: the one that runs this, whatever else is installed.</summary>
    public static string DotNet { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, name + ".dll");
}
