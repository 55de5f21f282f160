using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using Rollouts.Cli.Jobs;
using Rollouts.Cli.Output;
using Rollouts.Cli.Plans;
using Rollouts.Cli.Rollouts;
using Rollouts.Cli.Server;
using Spectre.Console;

namespace Rollouts.Cli.Calibrations;

/// <summary>Compares the stable version with itself, over the stored rollouts of a server.</summary>
internal static class CalibrateCommand
{
    /// <summary>The newest rollouts are the most significant, and each costs a request for every check.</summary>
    private const int MostRollouts = 20;

    public static Command Create()
    {
        var plan = PlanReference.Argument();
        return ServerCommand.Of(
            "calibrate",
            "Look at the history of a service as if both versions were one: the traffic and failures to expect, how "
                + "often the plan would take a good release back, and a margin that fits.",
            [plan],
            async (context, cancellation) =>
            {
                var (environment, service) = PlanReference.Read(context.Parsed.GetRequiredValue(plan));
                var found = await LookAsync(context.Server, environment, service, cancellation);
                context.Printer.Print(found, CliJson.Default.CalibrationShape, Show);
                return ExitCodes.Succeeded;
            },
            "rollouts calibrate prod/checkout"
        );
    }

    private static async Task<CalibrationShape> LookAsync(
        ServerClient server,
        string environment,
        string service,
        CancellationToken cancellation
    )
    {
        var rollouts = new RolloutsClient(server);
        var page = await rollouts.ListAsync(new RolloutFilter(service, environment), cursor: null, cancellation);
        List<SampleShape> samples = [];
        foreach (var row in page.Rollouts.Take(MostRollouts))
        {
            var rollout = await rollouts.ReadAsync(row.Id, cancellation);
            foreach (var check in rollout.Checks.DistinctBy(check => check.Target))
            {
                samples.AddRange(await rollouts.SamplesAsync(row.Id, check.Name, check.Target, cancellation));
            }
        }

        var spans = samples.Where(sample => sample.Baseline > 0 && sample.To > sample.From).ToList();
        if (spans.Count == 0)
        {
            throw new CommandFailedException(
                ExitCodes.Refused,
                $"The server keeps no samples of '{service}' in '{environment}'. Calibrate after its first rollout."
            );
        }

        var rate = (double)spans.Sum(sample => sample.BaselineBad) / spans.Sum(sample => sample.Baseline);
        var requests =
            spans.Sum(sample => sample.Baseline + sample.Candidate)
            / spans.Sum(sample => (sample.To - sample.From).TotalSeconds);
        var shares = spans.Select(sample => (double)sample.BaselineBad / sample.Baseline).Order().ToList();
        var spread = shares[(int)Math.Min(shares.Count - 1, Math.Ceiling(shares.Count * 0.99) - 1)];
        return new CalibrationShape(
            service,
            environment,
            Math.Min(page.Rollouts.Count, MostRollouts),
            spans.Count,
            requests,
            rate,
            spread,
            await FalseAlarmsAsync(server, environment, service, requests, rate, cancellation),
            Math.Min(1, Math.Max(spread, rate * 2))
        );
    }

    // Null if no plan was submitted, or the plan cannot be rehearsed.
    private static async Task<double?> FalseAlarmsAsync(
        ServerClient server,
        string environment,
        string service,
        double requests,
        double rate,
        CancellationToken cancellation
    )
    {
        try
        {
            var api = server.Api<IPlansApi>();
            var plan = await server.SendAsync(
                token => api.ReadAsync(environment, service, token),
                CliJson.Default.PlanShape,
                cancellation
            );
            var request = new RehearsalRequest(plan.Text, requests, rate, SlowRate: null, Seed: 1);
            var rehearsed = await JobWait.ResultAsync(
                server,
                token => api.RehearseAsync(JsonContent.Create(request, CliJson.Default.RehearsalRequest), token),
                CliJson.Default.RehearsalShape,
                cancellation
            );
            return rehearsed.FalseAlarm;
        }
        catch (CommandFailedException failure) when (failure.ExitCode == ExitCodes.Refused)
        {
            return null;
        }
    }

    private static void Show(IAnsiConsole console, CalibrationShape found) =>
        Tables.Facts(
            console,
            ("looked at", $"{found.Samples} spans of {found.Rollouts} rollouts"),
            ("requests per second", found.RequestsPerSecond.ToString("0.#", CultureInfo.InvariantCulture)),
            ("failure rate", Percent(found.FailureRate)),
            ("99 in 100 spans below", Percent(found.Spread)),
            ("false alarms", found.FalseAlarms is { } alarms ? Percent(alarms) : "unknown: no plan was submitted"),
            ("suggested limit", $"atMost: {Percent(found.SuggestedAtMost)}")
        );

    private static string Percent(double share) => (share * 100).ToString("0.###", CultureInfo.InvariantCulture) + "%";
}
