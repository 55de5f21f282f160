using System.CommandLine;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Cli.Plans;

/// <summary>Explains a plan in full.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var plan = new Argument<string>("plan") { Description = "The plan file." };
        var installation = PlanArguments.Installation();
        var command = new Command("explain", "Say what a plan means: every step, every default, how long it takes.")
        {
            plan,
            installation,
        };
        command.SetAction(parsed =>
            Run(
                parsed.GetRequiredValue(plan),
                parsed.GetValue(installation),
                parsed.InvocationConfiguration.Output,
                parsed.InvocationConfiguration.Error
            )
        );
        return command;
    }

    private static int Run(string file, FileInfo? installationFile, TextWriter output, TextWriter errors)
    {
        if (
            !PlanArguments.TryReadInstallation(installationFile, errors, out var installation)
            || !PlanArguments.TryReadBytes(file, errors, out var bytes)
        )
        {
            return ExitCodes.Refused;
        }

        var reading = PlanReader.Read(file, bytes, installation);
        foreach (var problem in reading.Problems)
        {
            errors.WriteLine(problem);
        }

        if (!reading.IsAccepted)
        {
            return ExitCodes.Refused;
        }

        output.Write(PlanExplanation.Of(reading.Plan, installation));
        return ExitCodes.Succeeded;
    }
}
