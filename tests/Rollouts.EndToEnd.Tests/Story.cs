using Xunit.Abstractions;

namespace Rollouts.EndToEnd.Tests;

/// <summary>What happens as it happens; <c>ROLLOUTS_STORY</c> names a file that can be followed meanwhile.</summary>
internal sealed class Story(ITestOutputHelper output)
{
    private static readonly string? File = Environment.GetEnvironmentVariable("ROLLOUTS_STORY");

    private static readonly Lock Gate = new();

    private readonly long _began = TimeProvider.System.GetTimestamp();

    public void Say(string what)
    {
        var line = $"{TimeProvider.System.GetElapsedTime(_began).TotalSeconds:0.0} s: {what}";
        output.WriteLine(line);
        if (File is not null)
        {
            lock (Gate)
            {
                System.IO.File.AppendAllText(File, line + "\n");
            }
        }
    }
}
