using System.CommandLine;
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
            "Print the evidence bundle of a rollout: its records with their hashes, and what its checks counted. "
                + "'rollouts replay' judges it again with other thresholds.",
            [rollout],
            async (context, cancellation) =>
            {
                var rollouts = new RolloutsClient(context.Server);
                var id = await RolloutReference.IdOfAsync(
                    rollouts,
                    context.Parsed.GetRequiredValue(rollout),
                    cancellation
                );
                var seen = await rollouts.ReadAsync(id, cancellation);
                var records = await rollouts.RecordsAsync(id, above: 0, cancellation);
                List<EvidenceSeries> series = [];
                foreach (var check in seen.Checks)
                {
                    var samples = await rollouts.SamplesAsync(id, check.Name, check.Target, cancellation);
                    series.Add(new EvidenceSeries(check.Name, check.Target, samples));
                }

                context.Printer.Print(
                    new EvidenceBundle(EvidenceBundle.Version1, seen, records, series),
                    CliJson.Default.EvidenceBundle,
                    (console, bundle) =>
                        Tables.Print(
                            console,
                            "no checks",
                            ["check", "target", "samples", "candidate", "bad", "baseline", "bad"],
                            bundle.Series.Select(one =>
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
                return ExitCodes.Succeeded;
            },
            "rollouts evidence prod/checkout -o json > bundle.json"
        );
    }
}
