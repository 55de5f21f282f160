using System.Reflection;

namespace Rollouts.Architecture.Tests;

/// <summary>The compiled rooms.</summary>
internal static class Assemblies
{
    public static Assembly Of(string room) => Assembly.Load(room == "Rollouts.Cli" ? "rollouts" : room);
}
