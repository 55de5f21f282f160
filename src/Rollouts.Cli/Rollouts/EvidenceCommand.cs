using System.CommandLine;
using System.Text;
using System.Text.Json;
using Rollouts.Cli.Output;
using Rollouts.Cli.Server;

namespace Rollouts.Cli.Rollouts;

/// <summary>Exports the evidence of a rollout.</summary>
internal static class EvidenceCommand
{
    public static Command Create()
    {
        var rollout = RolloutReference.Argument();
        return ServerCommand.Of(
            "evidence",
            "Print the evidence bundle of a rollout: its plan, its records with their hashes, its verdicts and every "
                + "tick. The server seals it at the end; before that it is what there is by now. 'rollouts replay' "
                + "judges it again.",
            [rollout],
            async (context, cancellation) =>
            {
                var rollouts = new RolloutsClient(context.Server);
                var id = await RolloutReference.IdOfAsync(
                    rollouts,
                    context.Parsed.GetRequiredValue(rollout),
                    cancellation
                );
                if (await rollouts.EvidenceAsync(id, cancellation) is { } bytes)
                {
                    PrintSealed(context, bytes);
                    return ExitCodes.Succeeded;
                }

                context.Printer.Message("The rollout has not ended, so its evidence is not sealed yet.");
                var seen = await rollouts.ReadAsync(id, cancellation);
                var records = await rollouts.RecordsAsync(id, above: 0, cancellation);
                List<EvidenceSeries> series = [];
                foreach (var check in seen.Checks)
                {
                    var samples = await rollouts.SamplesAsync(id, check.Name, check.Target, cancellation);
                    series.Add(new EvidenceSeries(check.Name, check.Target, samples));
                }

                Print(context, new EvidenceBundle(EvidenceBundle.Version1, seen, records, series));
                return ExitCodes.Succeeded;
            },
            "rollouts evidence prod/checkout -o json > bundle.json"
        );
    }

    // What was sealed is printed as it is: it holds more than this program shows.
    private static void PrintSealed(ServerContext context, byte[] bytes)
    {
        if (context.Printer.Format == OutputFormat.Json)
        {
            context.Output.WriteLine(Encoding.UTF8.GetString(bytes));
            return;
        }

        Print(context, JsonSerializer.Deserialize(bytes, CliJson.Default.EvidenceBundle)!);
    }

    private static void Print(ServerContext context, EvidenceBundle bundle) =>
        context.Printer.Print(
            bundle,
            CliJson.Default.EvidenceBundle,
            (console, shown) =>
                Tables.Print(
                    console,
                    "no checks",
                    ["check", "target", "samples", "candidate", "bad", "baseline", "bad"],
                    shown.Series.Select(one =>
                        new[]
                        {
                            one.Check,
                            one.Target ?? "all",
                            $"{one.Samples.Count}",
                            $"{one.Samples.Sum(sample => sample.Candidate)}",
                            $"{one.Samples.Sum(sample => sample.CandidateBad)}",
                            $"{one.Samples.Sum(sample => sample.Baseline)}",
                            $"{one.Samples.Sum(sample => sample.BaselineBad)}",
                        }
                    )
                )
        );
}
