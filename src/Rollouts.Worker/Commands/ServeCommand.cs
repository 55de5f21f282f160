using System.CommandLine;
using Microsoft.Extensions.Logging;
using Rollouts.Hosting;

namespace Rollouts.Worker.Commands;

/// <summary>Drives all rollouts that are due, until it is stopped.</summary>
internal static class ServeCommand
{
    public static Command Create(TimeProvider clock)
    {
        var options = new CommandOptions();
        var command = new Command("serve", "Drive every rollout in the database until stopped.");
        foreach (var option in options.All)
        {
            command.Add(option);
        }

        command.SetAction(
            async (parsed, cancellation) =>
            {
                var settings = options.Read(parsed, LogLevel.Information) with { Clock = clock };
                await using var host = await WorkerHost.StartAsync(settings, cancellation);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(Greeting.Of(settings, host));
                return await host.WaitAsync(cancellation);
            }
        );
        return command;
    }
}
