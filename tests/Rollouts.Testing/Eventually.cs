using Xunit;

namespace Rollouts.Testing;

/// <summary>The one way to wait in a test: until something is so, or for too long.</summary>
public static class Eventually
{
    /// <summary>
    /// Test projects run beside one another, and beside servers and browsers: a machine that does all of that may be
    /// several times slower than the author of a test has thought.
    /// </summary>
    private const int Patience = 4;

    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Task IsAsync(Func<bool> condition, string what, TimeSpan? longest = null) =>
        IsAsync(() => Task.FromResult(condition()), what, longest);

    public static async Task IsAsync(Func<Task<bool>> condition, string what, TimeSpan? longest = null)
    {
        var limit = (longest ?? Usual) * Patience;
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > limit)
            {
                Assert.Fail($"waited {limit.TotalSeconds:0.#} s in vain: {what}");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
