using System.CommandLine;
using Rollouts.Cli.Output;
using Rollouts.Cli.Server;

namespace Rollouts.Cli.Systems;

/// <summary>Checks for everything that keeps an installation from working, and says what to do.</summary>
internal static class DoctorCommand
{
    public static Command Create() =>
        ServerCommand.Of(
            "doctor",
            "Check a server: that it answers and drives rollouts, that its clock is right, and that its connections "
                + "are in force and answer. Exits 3 where something failed.",
            [],
            async (context, cancellation) =>
            {
                var findings = await new Doctor(context.Server).LookAsync(cancellation);
                var report = new DoctorReport(findings.All(finding => finding.Outcome != Doctor.Failed), findings);
                context.Printer.Print(
                    report,
                    CliJson.Default.DoctorReport,
                    (console, found) =>
                        Tables.Print(
                            console,
                            "nothing was looked at",
                            ["subject", "outcome", "detail", "what to do"],
                            found.Findings.Select(finding =>
                                new[] { finding.Subject, finding.Outcome, finding.Detail, finding.Advice ?? "" }
                            )
                        )
                );
                return report.Healthy ? ExitCodes.Succeeded : ExitCodes.Refused;
            },
            "rollouts doctor"
        );
}
