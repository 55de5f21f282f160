using System.CommandLine;

namespace Rollouts.Cli.Plans;

/// <summary>Names the plan of a service on the command line.</summary>
internal static class PlanReference
{
    public static Argument<string> Argument() =>
        new("plan") { Description = "The plan's environment/service, as in prod/checkout." };

    public static (string Environment, string Service) Read(string named) =>
        named.Split('/') is [{ Length: > 0 } environment, { Length: > 0 } service]
            ? (environment, service)
            : throw new CommandFailedException(
                ExitCodes.Usage,
                $"'{named}' names no plan. Write environment/service, as in prod/checkout."
            );
}
