namespace Rollouts.Demo;

/// <summary>Waits for what others do.</summary>
internal static class Wait
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether it was so in time.</summary>
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
