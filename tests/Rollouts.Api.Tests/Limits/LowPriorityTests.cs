using System.Globalization;
using Rollouts.Engine.Overload;

namespace Rollouts.Api.Tests.Limits;

/// <summary>Work that only its caller waits for gets what the worker leaves.</summary>
public sealed class LowPriorityTests
{
    /// <summary>Where the nice value stands in a thread's line, counted from the state, which follows the name.</summary>
    private const int NiceAfterState = 16;

    [Fact]
    public async Task Runs_below_every_other_thread_of_the_process()
    {
        var nice = await LowPriority.RunAsync("test", Nice);

        Assert.Equal(19, nice);
        Assert.Equal(0, Nice());
    }

    [Fact]
    public async Task Hands_on_what_went_wrong()
    {
        await Assert.ThrowsAsync<FormatException>(() =>
            LowPriority.RunAsync<int>("test", () => throw new FormatException())
        );
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            LowPriority.RunAsync(
                "test",
                () =>
                {
                    cancelled.Token.ThrowIfCancellationRequested();
                    return 0;
                }
            )
        );
    }

    private static int Nice()
    {
        var line = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(line[(line.LastIndexOf(')') + 2)..].Split(' ')[NiceAfterState], CultureInfo.InvariantCulture);
    }
}
