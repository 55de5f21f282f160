using System.CommandLine;
using Rollouts.Cli.Output;
using Rollouts.Domain.Plans.Revisions;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Cli.Plans;

/// <summary>Compares the meanings of two plans.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        var before = new Argument<string>("before") { Description = "The plan as it was." };
        var after = new Argument<string>("after") { Description = "The plan as it is to be." };
        var installation = PlanArguments.Installation();
        var text = new Option<bool>("--text") { Description = "Compare what is written, and not what it means." };
        var command = new ExampledCommand(
            "diff",
            "Compare what two plans mean, with every default, line by line. Exits 6 where they differ.",
            ["rollouts diff checkout.yaml checkout-new.yaml"]
        )
        {
            before,
            after,
            installation,
            text,
        };
        command.SetAction(parsed =>
        {
            var io = parsed.InvocationConfiguration;
            string? Read(string file)
            {
                if (
                    !PlanArguments.TryReadInstallation(parsed.GetValue(installation), io.Error, out var known)
                    || !PlanArguments.TryReadBytes(file, io.Error, out var bytes)
                )
                {
                    return null;
                }

                var reading = PlanReader.Read(file, bytes, known);
                foreach (var problem in reading.Problems)
                {
                    io.Error.WriteLine(problem);
                }

                return !reading.IsAccepted ? null
                    : parsed.GetValue(text) ? System.Text.Encoding.UTF8.GetString(bytes)
                    : PlanExplanation.Of(reading.Plan, known);
            }

            if (
                Read(parsed.GetRequiredValue(before)) is not { } older
                || Read(parsed.GetRequiredValue(after)) is not { } newer
            )
            {
                return ExitCodes.Refused;
            }

            foreach (var line in LineDiff.Of(older, newer))
            {
                io.Output.WriteLine(line);
            }

            return older == newer ? ExitCodes.Succeeded : ExitCodes.Noted;
        });
        return command;
    }
}
