using System.Reflection;

namespace Rollouts.Architecture.Tests;

/// <summary>The compiled rooms. Those that are programs are called as people call them.</summary>
internal static class Assemblies
{
    public static Assembly Of(string room) =>
        Assembly.Load(
            room switch
            {
                "Rollouts.Api" => "rollouts-api",
                "Rollouts.Cli" => "rollouts",
                "Rollouts.Demo" => "rollouts-demo",
                "Rollouts.Sandbox" => "rollouts-sandbox",
                "Rollouts.Worker" => "rollouts-worker",
                _ => room,
            }
        );
}
