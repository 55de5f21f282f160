using Rollouts.Demo.Stages;
using Rollouts.Demo.Timelines;

namespace Rollouts.Demo.Commands;

/// <summary>Starts the demo, prints commands to try, and prints events until it is stopped.</summary>
internal static class ShowCommand
{
    public static async Task RunAsync(TextWriter output, CancellationToken cancellation)
    {
        try
        {
            var began = TimeProvider.System.GetTimestamp();
            await using var stage = await Stage.StartAsync(StageSettings.Usual, cancellation);
            await output.WriteLineAsync(DemoGreeting.Of(stage, TimeProvider.System.GetElapsedTime(began)));
            await new LiveStories(stage.Client, output).TellAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl-C is the intended end.
        }
    }
}
