namespace Rollouts.Demo;

/// <summary>Waits for a condition.</summary>
internal static class Wait
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    /// <returns>Whether the condition was met in time.</returns>
    public static async Task<bool> UntilAsync(
        Func<CancellationToken, Task<bool>> condition,
        TimeSpan longest,
        CancellationToken cancellation
    )
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition(cancellation))
        {
            if (TimeProvider.System.GetElapsedTime(began) > longest)
            {
                return false;
            }

            await Task.Delay(Beat, TimeProvider.System, cancellation);
        }

        return true;
    }
}
