using System.CommandLine;
using Rollouts.Hosting;
using Rollouts.Storage.Verifying;

namespace Rollouts.Worker.Commands;

/// <summary>Checks the whole log, record by record and against the newest checkpoint.</summary>
internal static class VerifyCommand
{
    private const int Whole = 0;
    private const int Broken = 1;

    public static Command Create()
    {
        var options = new CommandOptions(drives: false);
        var command = new Command("verify", "Check every record of the log. Exits 1 when one is not what was written.");
        foreach (var option in options.All)
        {
            command.Add(option);
        }

        command.SetAction(
            async (parsed, cancellation) =>
            {
                var settings = options.Read(parsed);
                await using var store = await WorkerHost.OpenAsync(settings, cancellation);
                using var seal = WorkerHost.SealOf(settings);
                var verification = await new Verifier(store, seal).VerifyAllAsync(cancellation);
                var output = parsed.InvocationConfiguration.Output;
                foreach (var finding in verification.Findings)
                {
                    await output.WriteLineAsync($"{finding.Stream}: {finding.Verdict}");
                }

                await output.WriteLineAsync(
                    $"{verification.Streams} streams with {verification.Records} records, "
                        + $"{verification.Faults} of them not as they were written; held against "
                        + (
                            verification.Checkpoint is { } at
                                ? $"the checkpoint of {at}"
                                : "no checkpoint: there is none yet"
                        )
                );
                return verification.IsIntact ? Whole : Broken;
            }
        );
        return command;
    }
}
