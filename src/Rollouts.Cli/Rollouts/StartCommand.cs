using System.CommandLine;
using System.Text;
using Rollouts.Cli.Ci;
using Rollouts.Cli.Plans;
using Rollouts.Cli.Server;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Cli.Rollouts;

/// <summary>Starts the rollout of a version.</summary>
internal static class StartCommand
{
    public static Command Create()
    {
        var options = new StartOptions();
        var wait = new WaitOptions();
        return ServerCommand.Of(
            "start",
            "Start the rollout of a version, by a plan file or by the plan that was submitted last. In a CI job it "
                + "sends the job's links and author along, and a job that is run again starts nothing twice.",
            [.. options.Symbols, .. wait.Symbols],
            async (context, cancellation) =>
            {
                var run = CiRun.Find(Environment.GetEnvironmentVariable);
                var request = RequestOf(context, options, run);
                var key = KeyOf(context, options, run, request);
                var rollouts = new RolloutsClient(context.Server);
                var started = await rollouts.StartAsync(request, key, cancellation);
                context.Printer.Message($"rollout {started.Id} of {started.Named} is {started.Status}");
                if (wait.IsWanted(context.Parsed))
                {
                    return await wait.RunAsync(context, rollouts, started, cancellation);
                }

                context.Printer.Print(started, CliJson.Default.RolloutShape, RolloutPrinter.Print);
                return ExitCodes.Succeeded;
            },
            "rollouts start v1.42.0 --plan checkout.yaml --reason \"release 1.42\" --wait",
            "rollouts start v1.42.0 --service checkout -e prod -m \"release 1.42\" --link ticket=https://t.example",
            "rollouts start v1.42.0 --plan checkout.yaml -m \"driven by another controller\" --mode observe"
        );
    }

    private static StartRequest RequestOf(ServerContext context, StartOptions options, CiRun? run)
    {
        var parsed = context.Parsed;
        var (service, environment) = (parsed.GetValue(options.Service), parsed.GetValue(options.Environment));
        string? text = null;
        if (parsed.GetValue(options.Plan) is { } file)
        {
            (text, var plan) = ReadPlan(file, context.Errors);
            (service, environment) = (service ?? plan.Service.Value, environment ?? plan.Environment.Value);
        }

        if (service is null || environment is null)
        {
            throw new CommandFailedException(
                ExitCodes.Usage,
                "Which service goes out where is not said. Give --plan, or --service and --environment."
            );
        }

        var version = parsed.GetRequiredValue(options.Version);
        var reason =
            parsed.GetValue(options.Reason)
            ?? (run is null ? null : $"{version} by {run.System}, {run.Author ?? run.Key}")
            ?? throw new CommandFailedException(
                ExitCodes.Usage,
                "Give --reason. It stands in the audit log. Only in a CI job it has a default."
            );
        var links = new Dictionary<string, string>(run?.Links ?? new Dictionary<string, string>());
        foreach (var (name, address) in options.LinksOf(parsed))
        {
            links[name] = address;
        }

        string[] authors =
            parsed.GetValue(options.Authors) is { Length: > 0 } given ? given
            : run?.Author is { } author ? [author]
            : [];
        return new StartRequest(
            service,
            environment,
            version,
            reason,
            text,
            authors.Length > 0 ? authors : null,
            parsed.GetValue(options.Stable),
            links.Count > 0 ? links : null,
            parsed.GetValue(options.Mode)
        );
    }

    private static string KeyOf(ServerContext context, StartOptions options, CiRun? run, StartRequest request) =>
        context.Parsed.GetValue(options.Key)
        ?? (
            run is null
                ? ServerContext.NewKey()
                : RequestKeys.Of(run.Key, request.Service, request.Environment, request.Version)
        );

    // Without the installation's file the server checks the rest.
    private static (string Text, Domain.Plans.Plan Plan) ReadPlan(FileInfo file, TextWriter errors)
    {
        if (!PlanArguments.TryReadBytes(file.ToString(), errors, out var bytes))
        {
            throw new CommandFailedException(ExitCodes.Refused, "The plan cannot be read.");
        }

        var reading = PlanReader.Read(file.ToString(), bytes, installation: null);
        foreach (var problem in reading.Problems)
        {
            errors.WriteLine(problem);
        }

        return reading.IsAccepted
            ? (Encoding.UTF8.GetString(bytes), reading.Plan)
            : throw new CommandFailedException(ExitCodes.Refused, "The plan is refused.");
    }
}
