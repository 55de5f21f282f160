using System.CommandLine;
using Rollouts.Cli.Output;
using Rollouts.Cli.Plans;
using Rollouts.Cli.Rollouts;
using Rollouts.Integrations.PlanLanguage;
using Spectre.Console;

namespace Rollouts.Cli.Replays;

/// <summary>Judges evidence again: as it was judged, or by the checks of another plan.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var bundle = new Argument<string>("bundle")
        {
            Description = "The evidence, as 'rollouts evidence -o json' wrote it.",
        };
        var plan = new Option<string?>("--plan", "-f")
        {
            Description = "The plan whose checks judge it. Without it every recorded verdict is computed again.",
        };
        var output = Printer.Option();
        var command = new ExampledCommand(
            "replay",
            "Compute every verdict of a sealed bundle again from its ticks, and say whether it is bit-equal. With "
                + "--plan, judge the evidence by the checks of that plan, and say when they would roll it back.",
            [
                "rollouts evidence prod/checkout -o json > bundle.json",
                "rollouts replay bundle.json",
                "rollouts replay bundle.json --plan checkout.yaml",
            ]
        )
        {
            bundle,
            plan,
            output,
        };
        command.SetAction(parsed =>
        {
            var io = parsed.InvocationConfiguration;
            var printer = new Printer(parsed.GetValue(output), io.Output, io.Error);
            var path = parsed.GetRequiredValue(bundle);
            var evidence = EvidenceFile.Read(path);
            if (parsed.GetValue(plan) is not { } file)
            {
                return Recompute(evidence, path, printer);
            }

            if (!PlanArguments.TryReadBytes(file, io.Error, out var bytes))
            {
                return ExitCodes.Refused;
            }

            var reading = PlanReader.Read(file, bytes, installation: null);
            foreach (var problem in reading.Problems)
            {
                io.Error.WriteLine(problem);
            }

            if (!reading.IsAccepted)
            {
                return ExitCodes.Refused;
            }

            printer.Print(Replay.Of(reading.Plan, evidence), CliJson.Default.ReplayShape, Show);
            return ExitCodes.Succeeded;
        });
        return command;
    }

    private static int Recompute(EvidenceBundle evidence, string path, Printer printer)
    {
        if (!evidence.IsSealed)
        {
            throw new CommandFailedException(
                ExitCodes.Refused,
                "Only a bundle that the server sealed holds every input of the judges. Give --plan to judge this one."
            );
        }

        var recomputed = Recomputation.Of(evidence, path);
        printer.Print(recomputed, CliJson.Default.RecomputedShape, Show);
        return recomputed.IsBitEqual ? ExitCodes.Succeeded : ExitCodes.Noted;
    }

    private static void Show(IAnsiConsole console, RecomputedShape recomputed)
    {
        Tables.Facts(
            console,
            [
                ("rollout", recomputed.Rollout),
                ("recorded", recomputed.Recorded),
                ("verdicts", recomputed.IsBitEqual ? "the same, bit by bit" : "NOT the same"),
                (
                    "records",
                    $"{recomputed.Records}, {recomputed.Broken.Count} with a hash that does not fit, "
                        + $"{recomputed.Redacted} with hidden secrets"
                ),
                (
                    "size",
                    $"{recomputed.Bytes / 1000.0:N1} kB, {recomputed.CompressedBytes / 1000.0:N1} kB stored, "
                        + $"{recomputed.CompressedBytesAnHour / 1000.0:N1} kB an hour"
                ),
            ]
        );
        console.WriteLine();
        Tables.Print(
            console,
            "no checks",
            ["check", "target", "inputs", "verdicts", "result"],
            recomputed.Checks.Select(check =>
                new[]
                {
                    check.Check,
                    check.Target ?? "all",
                    $"{check.Inputs}",
                    $"{check.Verdicts}",
                    check.Problem ?? "equal",
                }
            )
        );
    }

    public static void Show(IAnsiConsole console, ReplayShape replayed)
    {
        Tables.Facts(
            console,
            [
                ("rollout", replayed.Rollout),
                ("recorded", Say(replayed.Recorded, replayed.RecordedAt)),
                (
                    "replayed",
                    replayed.Decided is { } at ? Say($"rolled back by {replayed.DecidedBy}", at) : "not rolled back"
                ),
                ("judgement", Say(replayed)),
                .. replayed.LeftOut.Select(check => ("left out", (string?)check)),
            ]
        );
        console.WriteLine();
        Tables.Print(
            console,
            "no verdicts",
            ["at", "check", "target", "verdict", "because"],
            replayed.Verdicts.Select(verdict =>
                new[] { $"{verdict.At:O}", verdict.Check, verdict.Target ?? "all", verdict.Outcome, verdict.Sentence }
            )
        );
    }

    public static string Say(ReplayShape replayed) =>
        replayed.Judgement switch
        {
            "same" => "the same decision",
            "wrong" => "a rollback of a release that was good",
            "missed" => "no rollback of a release that was bad",
            "earlier" => $"{(replayed.RecordedAt - replayed.Decided)!.Value.TotalSeconds:0} s earlier",
            _ => $"{(replayed.Decided - replayed.RecordedAt)!.Value.TotalSeconds:0} s later",
        };

    private static string Say(string what, DateTimeOffset? at) => at is { } moment ? $"{what} at {moment:O}" : what;
}
