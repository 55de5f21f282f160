using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Alb;

/// <summary>
/// Lets many callers share one read of the same thing, because an account may make only so many calls. One read runs at
/// a time. A caller that comes while it runs waits for the next one: the running read may have missed a write that came
/// before the caller.
/// </summary>
/// <param name="read">Ends by itself within a bounded time, whoever waits for it.</param>
internal sealed class SharedReads<T>(Func<string, Task<Answer<T>>> read)
{
    private readonly Lock _gate = new();

    /// <summary>
    /// The running reads, each with the one that follows it; null if no caller waits for another one.
    /// </summary>
    private readonly Dictionary<string, TaskCompletionSource<Answer<T>>?> _running = new(StringComparer.Ordinal);

    public Task<Answer<T>> ReadAsync(string key, CancellationToken end)
    {
        TaskCompletionSource<Answer<T>> waiting;
        bool isFirst;
        lock (_gate)
        {
            isFirst = !_running.TryGetValue(key, out var next);
            waiting = next ?? new(TaskCreationOptions.RunContinuationsAsynchronously);
            _running[key] = isFirst ? null : waiting;
        }

        if (isFirst)
        {
            _ = RunAsync(key, waiting);
        }

        return waiting.Task.WaitAsync(end);
    }

    private async Task RunAsync(string key, TaskCompletionSource<Answer<T>>? waiting)
    {
        while (waiting is not null)
        {
            try
            {
                waiting.SetResult(await read(key).ConfigureAwait(false));
            }
            // It belongs to those who wait for this read.
            catch (Exception exception)
            {
                waiting.SetException(exception);
            }

            lock (_gate)
            {
                waiting = _running[key];
                _running[key] = null;
                if (waiting is null)
                {
                    _running.Remove(key);
                }
            }
        }
    }
}
