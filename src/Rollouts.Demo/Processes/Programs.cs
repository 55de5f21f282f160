using System.Runtime.InteropServices;

namespace Rollouts.Demo.Processes;

/// <summary>The other programs of this product, in the folders beside this one.</summary>
internal static class Programs
{
    /// <summary>The runtime that runs this program, regardless of other installed ones.</summary>
    public static string DotNet { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, name + ".dll");
}
