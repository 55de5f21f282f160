using System.CommandLine;
using Rollouts.Worker.Hosting;

namespace Rollouts.Worker.Commands;

/// <summary>Drives whatever is to be driven, until it is stopped.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var options = new HostOptions();
        var command = new Command("serve", "Drive every rollout in the database until stopped.");
        foreach (var option in options.All)
        {
            command.Add(option);
        }

        command.SetAction(
            async (parsed, cancellation) =>
            {
                await using var host = await WorkerHost.StartAsync(options.Read(parsed), cancellation);
                await host.WaitAsync(cancellation);
                return 0;
            }
        );
        return command;
    }
}
