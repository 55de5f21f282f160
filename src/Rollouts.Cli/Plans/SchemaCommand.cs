using System.CommandLine;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Cli.Plans;

/// <summary>Prints the schema with which editors complete and check plans.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var command = new Command("schema", "Print the JSON Schema of plans, for editors.");
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(PlanSchema.ForPlans()));
        return command;
    }
}
