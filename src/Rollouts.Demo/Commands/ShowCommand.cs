using Rollouts.Demo.Stages;
using Rollouts.Demo.Stories;

namespace Rollouts.Demo.Commands;

/// <summary>Starts everything, says what to try, and tells what happens until it is stopped.</summary>
internal static class ShowCommand
{
    public static async Task RunAsync(TextWriter output, CancellationToken cancellation)
    {
        try
        {
            var began = TimeProvider.System.GetTimestamp();
            await using var stage = await Stage.StartAsync(StageSettings.Usual, cancellation);
            await output.WriteLineAsync(Greeting.Of(stage, TimeProvider.System.GetElapsedTime(began)));
            await new LiveStories(stage.Client, output).TellAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl-C is how it is meant to end.
        }
    }
}
