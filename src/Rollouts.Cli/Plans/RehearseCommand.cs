using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Rollouts.Cli.Jobs;
using Rollouts.Cli.Output;
using Rollouts.Cli.Server;
using Spectre.Console;

namespace Rollouts.Cli.Plans;

/// <summary>Simulates how reliably and how soon a plan detects bad releases.</summary>
internal static class RehearseCommand
{
    private const int ChartWidth = 20;

    private const uint UsualSeed = 1;

    public static Command Create()
    {
        var plan = new Argument<string>("plan") { Description = "The plan file." };
        var rate = new Option<double>("--requests-per-second", "-r")
        {
            Description = "The traffic of all versions together.",
            Required = true,
        };
        var failures = new Option<double>("--failure-rate")
        {
            Description = "The share of the present version's requests that fail.",
            DefaultValueFactory = _ => 0.001,
        };
        var slow = new Option<double?>("--slow-rate")
        {
            Description = "The share of its requests that are slower than the checks allow.",
        };
        var seed = new Option<uint>("--seed")
        {
            Description = "The same seed plays the same.",
            DefaultValueFactory = _ => UsualSeed,
        };
        return ServerCommand.Of(
            "rehearse",
            "Play a plan against failures in made-up traffic on the server: how surely and how soon it finds them, how "
                + "many requests fail until then, and how long a good release takes.",
            [plan, rate, failures, slow, seed],
            async (context, cancellation) =>
            {
                var parsed = context.Parsed;
                if (!PlanArguments.TryReadBytes(parsed.GetRequiredValue(plan), context.Errors, out var bytes))
                {
                    return ExitCodes.Refused;
                }

                var request = new RehearsalRequest(
                    Encoding.UTF8.GetString(bytes),
                    parsed.GetValue(rate),
                    parsed.GetValue(failures),
                    parsed.GetValue(slow),
                    parsed.GetValue(seed)
                );
                var api = context.Server.Api<IPlansApi>();
                var found = await JobWait.ResultAsync(
                    context.Server,
                    token => api.RehearseAsync(JsonContent.Create(request, CliJson.Default.RehearsalRequest), token),
                    CliJson.Default.RehearsalShape,
                    cancellation
                );
                context.Printer.Print(found, CliJson.Default.RehearsalShape, Show);
                return ExitCodes.Succeeded;
            },
            "rollouts rehearse checkout.yaml -r 200 --failure-rate 0.001"
        );
    }

    private static void Show(IAnsiConsole console, RehearsalShape found)
    {
        Tables.Print(
            console,
            "no failures",
            ["failure", "found", "", "mean", "nine in ten", "failed requests"],
            found.Failures.Select(failure =>
                new[]
                {
                    failure.Failure,
                    Percent(failure.Found),
                    Bar(failure.Found),
                    Seconds(failure.Seconds),
                    Seconds(failure.SlowestSeconds),
                    failure.FailedRequests.ToString("0.#", CultureInfo.InvariantCulture),
                }
            )
        );
        console.WriteLine();
        Tables.Facts(
            console,
            [
                ("good releases taken back", Percent(found.FalseAlarm)),
                ("good releases undecided", Percent(found.GoodUndecided)),
                ("a good release takes", Seconds(found.GoodSeconds)),
                ("smallest ratio found", found.SmallestRatio?.ToString("0.##", CultureInfo.InvariantCulture) ?? "none"),
                .. found.IdleSteps.Select(step => ("finds next to nothing", (string?)$"step {step}")),
                .. found.LeftOut.Select(check => ("not rehearsed", (string?)check)),
                .. found.Shares.Select(share =>
                    (
                        $"asked {share.Weight}, got {Percent(share.Got)}",
                        (string?)$"found in {Percent(share.Found)}, after {Seconds(share.Seconds)} on average"
                    )
                ),
                .. found
                    .Failures.SelectMany(failure => failure.Advice)
                    .Distinct()
                    .Select(text => ("advice", (string?)text)),
            ]
        );
    }

    private static string Bar(double share) => new('█', (int)Math.Round(Math.Clamp(share, 0, 1) * ChartWidth));

    private static string Percent(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    private static string Seconds(double? seconds) =>
        seconds is { } known ? known.ToString("0.#", CultureInfo.InvariantCulture) + " s" : "never";
}
