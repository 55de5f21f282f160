using Xunit;

namespace Rollouts.Testing;

/// <summary>The one way to wait in a test: until something is so, or for too long.</summary>
public static class Eventually
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Task IsAsync(Func<bool> condition, string what, TimeSpan? longest = null) =>
        IsAsync(() => Task.FromResult(condition()), what, longest);

    public static async Task IsAsync(Func<Task<bool>> condition, string what, TimeSpan? longest = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > (longest ?? Usual))
            {
                Assert.Fail($"waited {(longest ?? Usual).TotalSeconds:0.#} s in vain: {what}");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
